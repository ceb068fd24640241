package dev.carillon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.gateway.GatewaySettings;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.aliyun.RpcAction;
import dev.carillon.gateway.vendor.aliyun.SystemFields;
import dev.carillon.gateway.vendor.aliyun.schedulerx.Action;
import dev.carillon.gateway.vendor.huawei.IamProduct;
import dev.carillon.gateway.vendor.huawei.roma.RomaOperations;
import dev.carillon.gateway.vendor.huawei.workspace.WorkspaceProduct;
import dev.carillon.gateway.vendor.jdcloud.jmr.JmrProduct;
import dev.carillon.gateway.vendor.rest.RestOperation;
import dev.carillon.gateway.vendor.rest.RestOperation.Place;
import dev.carillon.kafka.health.ManagementSettings;
import dev.carillon.kafka.health.Metric;
import dev.carillon.kafka.secrets.SecretKeys;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.SettingsMarkdown;
import dev.carillon.scheduler.SchedulerSettings;
import dev.carillon.standalone.audit.AuditSettings;
import dev.carillon.worker.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The documents that are made from declarations say what the declarations say. {@code -Dcarillon.docs=write} writes them
 * anew.
 */
final class DocumentsTest {

    private static final Path ROOT =
            Path.of("").toAbsolutePath().resolve("../..").normalize();
    private static final List<String> MODULES = List.of(
            "core",
            "audit",
            "kafka-runtime",
            "scheduler-node",
            "worker-node",
            "api-gateway",
            "deploy/standalone",
            "cluster-tests",
            "bench");
    private static final String MADE =
            "<!-- Made from the code by DocumentsTest; -Dcarillon.docs=write writes it anew. -->\n\n";

    @Test
    void configIsMadeFromTheSettings() throws IOException {
        assertDocument(
                "docs/config.md",
                "# Settings\n\n" + MADE + """
                Each can stand in a file (`--config FILE`, a `.properties` file), in the environment, or on the command line \
                (`--set key=value`); the latter wins. An unknown key stops the start. Keys that begin with `kafka.` go to the \
                Kafka clients as they are. Durations are written `500ms`, `10s`, `5m`, `2h`, `7d`.

                """
                        + String.join(
                                "\n",
                                SettingsMarkdown.section("Every node", ClusterSettings.ALL),
                                SettingsMarkdown.section("Management port", ManagementSettings.ALL),
                                SettingsMarkdown.section("Secrets", SecretKeys.ALL),
                                SettingsMarkdown.section("Scheduler", SchedulerSettings.ALL),
                                SettingsMarkdown.section("Worker", WorkerSettings.ALL),
                                SettingsMarkdown.section("Gateway", GatewaySettings.ALL),
                                SettingsMarkdown.section("Audit", AuditSettings.ALL)));
    }

    @Test
    void metricsAreMadeFromTheirDeclarations() throws IOException {
        assertDocument(
                "docs/metrics.md",
                "# Metrics\n\n" + MADE + "On every node's management port, `/metrics`, in Prometheus' text form.\n\n"
                        + Metric.markdown());
    }

    @Test
    void vendorApisAreMadeFromWhatRequestsAreReadBy() throws IOException {
        StringBuilder text = new StringBuilder("# Vendor APIs\n\n" + MADE + """
                Every parameter of a request is honoured, stored and given back, without effect, or refused by name. None is \
                silently dropped: an unknown one is refused.

                ## Alibaba SchedulerX, 2019-04-30

                JSON and XML, GET and POST; parameters from the query and the form body alike; HMAC-SHA1 and ACS3-HMAC-SHA256 \
                signatures. Actions that are not listed are refused by name.

                ### System parameters

                """).append(table(SystemFields.ALL));
        text.append(actions(Action.values()))
                .append(guesses("aliyun/schedulerx"))
                .append("""

                        ## Alibaba E-MapReduce, data development, 2016-04-08

                        Formats, methods, signatures and system parameters are those of SchedulerX. Lists are wrapped in JSON \
                        (`"JobList":{"Job":[…]}`) and repeated elements in XML. See [what a job needs](vendors/emr.md). Actions that \
                        are not listed are refused by name.
                        """)
                .append(actions(dev.carillon.gateway.vendor.aliyun.emr.Action.values()))
                .append(guesses("aliyun/emr"))
                .append("""

                        ## Huawei Cloud identity, Keystone v3

                        The access key is the user, its secret the password; the token goes into the header X-Auth-Token of the \
                        other APIs and is good for a day at every gateway, unless the secret changes.
                        """)
                .append(operations(IamProduct.OPERATIONS))
                .append(guesses("huawei"));
        text.append("""

                        ## Huawei ROMA Connect, data integration (FDI) v2

                        JSON; SDK-HMAC-SHA256 signatures or X-Auth-Token. What a task needs to run here: \
                        [huawei-roma.md](vendors/huawei-roma.md).
                        """).append(operations(RomaOperations.all())).append(guesses("huawei/roma"));
        text.append("""

                        ## Huawei Workspace, Application Streaming v1 and Workspace v2

                        Scheduled tasks of application servers (`/v1/…/schedule-task`) and of desktops (`/v2/…/scheduled-tasks`); \
                        SDK-HMAC-SHA256 signatures or X-Auth-Token. What a task runs here: \
                        [huawei-workspace.md](vendors/huawei-workspace.md).
                        """).append(operations(WorkspaceProduct.OPERATIONS)).append(guesses("huawei/workspace"));
        text.append("""

                        ## JD Cloud JMR, jobs and cron jobs, v1

                        JSON; JDCLOUD2-HMAC-SHA256 signatures. What a job needs to run here: \
                        [jdcloud-jmr.md](vendors/jdcloud-jmr.md).
                        """).append(operations(JmrProduct.served())).append(guesses("jdcloud/jmr"));
        assertDocument("docs/vendor-apis.md", text.toString());
    }

    @Test
    void everyTestThatTheGuaranteesNameExists() throws IOException {
        assertThat(Pattern.compile("`(\\w+Test)`")
                        .matcher(Files.readString(ROOT.resolve("docs/guarantees.md")))
                        .results()
                        .map(name -> name.group(1) + ".java"))
                .isNotEmpty()
                .isSubsetOf(sources());
    }

    /** The names of all files below {@code src/test} of any module; elsewhere other tests make and remove some meanwhile. */
    private static Set<String> sources() throws IOException {
        Set<String> names = new HashSet<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test"))) {
                files.map(file -> file.getFileName().toString()).forEach(names::add);
            }
        }
        return names;
    }

    private static String table(List<Field> fields) {
        return fields.stream()
                .map(field -> "| `" + field.name() + "` | " + (field.required() ? "yes" : "") + " | "
                        + cell(field.type().describe()) + " | "
                        + field.treatment().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " | "
                        + cell(field.text())
                        + " |\n")
                .collect(Collectors.joining(
                        "", "| parameter | required | value | treatment | |\n|---|---|---|---|---|\n", ""));
    }

    private static String actions(RpcAction[] actions) {
        StringBuilder text = new StringBuilder();
        for (RpcAction action : actions) {
            text.append("\n### ").append(action.wireName()).append("\n\n").append(table(action.fields()));
        }
        return text.toString();
    }

    /** The operations of a REST API: for each its method and path, and what it takes where. */
    private static String operations(List<RestOperation> operations) {
        StringBuilder text = new StringBuilder();
        for (RestOperation operation : operations) {
            text.append("\n### ").append(operation.name()).append("\n\n`");
            text.append(operation.method())
                    .append(' ')
                    .append(operation.pathTemplate())
                    .append("`\n");
            for (Place place : Place.values()) {
                if (!operation.fields(place).isEmpty()) {
                    String where = place.name().toLowerCase(Locale.ROOT);
                    text.append("\nIn the ").append(where).append(":\n\n").append(table(operation.fields(place)));
                }
            }
        }
        return text.toString();
    }

    /** @param product the package of its adapter */
    private static String guesses(String product) throws IOException {
        Path source =
                ROOT.resolve("api-gateway/src/main/java/dev/carillon/gateway/vendor/" + product + "/Guesses.java");
        String heading =
                "\n### What nobody says\n\nNeither the vendor's pages nor its SDKs tell these; each is one constant.\n\n";
        return heading
                + Pattern.compile("/\\*\\* ((?:(?!\\*/).)*) \\*/\\s+static final \\S+ (\\w+) = ", Pattern.DOTALL)
                        .matcher(Files.readString(source))
                        .results()
                        .map(guess -> "- `" + guess.group(2) + "`: "
                                + guess.group(1).replaceAll("\\s*\\n\\s*\\* ?", " ") + "\n")
                        .collect(Collectors.joining());
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    private static void assertDocument(String name, String expected) throws IOException {
        Path document = ROOT.resolve(name);
        if ("write".equals(System.getProperty("carillon.docs"))) {
            Files.writeString(document, expected);
        }
        assertThat(Files.readString(document)).as(name).isEqualTo(expected);
    }
}
