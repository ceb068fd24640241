package dev.carillon.gateway.vendor.aliyun.emr;

import static dev.carillon.gateway.vendor.aliyun.emr.Bench.shell;
import static dev.carillon.gateway.vendor.aliyun.emr.Bench.with;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.SecretSealer;
import dev.carillon.gateway.vendor.aliyun.emr.Bench.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The values of variables that are passwords are nowhere in the clear, whatever is done with the job. */
class PasswordTest {

    private static final String PASSWORD = "correct-horse/battery";

    private final Bench bench = new Bench();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level level = root.getLevel();

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
        root.setLevel(Level.ALL);
    }

    @AfterEach
    void stopListening() {
        root.setLevel(level);
        root.detachAppender(log);
    }

    @Test
    void areEncryptedMaskedAndKept() {
        JobDefinition job = bench.created(shell("CustomVariables", variables("v1", PASSWORD)));
        bench.submitted(job);
        String shown = bench.read(job).path("CustomVariables").asText();

        JobDefinition kept = bench.modified(job, "CustomVariables", shown, "EnvConf", "{\"A\":\"1\"}");
        JobDefinition untouched = bench.modified(job, "Name", "renamed");
        JobDefinition changed = bench.modified(job, "CustomVariables", variables("v1", "other"));
        JobDefinition removed = bench.modified(job, "CustomVariables", "");

        assertThat(shown).isEqualTo(variables("v1", SecretSealer.MASK));
        assertThat(opened(job)).isEqualTo(Map.of("v1", PASSWORD));
        assertThat(Bench.shellOf(job).environment()).isEmpty();
        assertThat(kept.secrets()).isEqualTo(job.secrets());
        assertThat(untouched.secrets()).isEqualTo(job.secrets());
        assertThat(opened(changed)).isEqualTo(Map.of("v1", "other"));
        assertThat(removed.secrets()).isEmpty();
        assertNowhere(PASSWORD);
    }

    @Test
    void goAlongWithACopy() {
        JobDefinition job = bench.created(shell("CustomVariables", variables("v1", PASSWORD)));

        JobDefinition copy = bench.job(
                bench.post("CloneFlowJob", with("Id", FlowIds.job(job.id()))).id());

        assertThat(copy.secrets()).isEqualTo(job.secrets());
        assertNowhere(PASSWORD);
    }

    @Test
    void areNowhereInWhatListsAndHistorySay() {
        JobDefinition job = bench.created(shell("CustomVariables", variables("v1", PASSWORD)));
        String instance = bench.submitted(job);

        bench.get("ListFlowJob", with());
        bench.get("ListFlowJob", with("Format", "XML"));
        bench.get("ListFlowJobHistory", with("Id", FlowIds.job(job.id())));
        bench.get("DescribeFlowNodeInstance", with("Id", instance));
        bench.get("DescribeFlowNodeInstanceLauncherLog", with("NodeInstanceId", instance));

        assertThat(bench.answers).hasSize(7).allMatch(answer -> answer.contains("RequestId"));
        assertNowhere(PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"variables\":[{\"name\":\"v1\",\"value\":\"correct-horse/battery\"}",
                "{\"variables\":[{\"name\":\"v1\",\"value\":\"correct-horse/battery\",\"value\":\"correct-horse/battery\"}]}",
                "{\"variables\":[{\"name\":\"v1\",\"value\":[\"correct-horse/battery\"]}]}",
                "{\"variables\":[{\"name\":\"1\",\"value\":\"correct-horse/battery\"}]}",
                "{\"variables\":[{\"name\":\"v1\",\"value\":\"correct-horse/battery\",\"kind\":1}]}",
                "{\"variables\":[{\"name\":\"v1\",\"value\":\"correct-horse/battery\",\"properties\":{\"password\":\"yes\"}}]}",
                "correct-horse/battery",
                "[\"correct-horse/battery\"]"
            })
    void areNotQuotedByRefusals(String variables) {
        Answer answer = bench.post("CreateFlowJob", shell("CustomVariables", variables));

        assertThat(answer.code()).as(answer.text()).isEqualTo("InvalidParameter");
        assertThat(answer.message()).startsWith("CustomVariables: ");
        assertNowhere(PASSWORD);
    }

    @Test
    void areNotEchoedWhenTheSignatureIsWrong() {
        HttpCall good = bench.client.post("CreateFlowJob", shell("CustomVariables", variables("v1", PASSWORD)));
        HttpCall tampered = new HttpCall(
                good.method(),
                good.path(),
                good.query().replace("nonce-1", "nonce-2"),
                good.headers(),
                good.body(),
                good.remoteAddress());

        Answer answer = bench.send(tampered);

        assertThat(answer.code()).isEqualTo("SignatureDoesNotMatch");
        assertThat(answer.text()).doesNotContain("horse");
        assertNowhere(PASSWORD);
    }

    @Test
    void areNotToldByErrorsOfTheCluster() {
        bench.jobs.failNext(ApiError.of(Category.UNAVAILABLE, "no reply in time."));

        Answer answer = bench.post("CreateFlowJob", shell("CustomVariables", variables("v1", PASSWORD)));

        assertThat(answer.status()).isEqualTo(503);
        assertNowhere(PASSWORD);
    }

    @Test
    void cannotBeMadeOfTheMask() {
        JobDefinition job = bench.created(shell("CustomVariables", variables("v1", PASSWORD)));
        String id = FlowIds.job(job.id());

        Answer created = bench.post("CreateFlowJob", shell("CustomVariables", variables("v1", SecretSealer.MASK)));
        Answer renamed =
                bench.post("ModifyFlowJob", with("Id", id, "CustomVariables", variables("v2", SecretSealer.MASK)));
        Answer plain = bench.post(
                "ModifyFlowJob",
                with("Id", id, "CustomVariables", "{\"variables\":[{\"name\":\"v1\",\"value\":\"******\"}]}"));

        assertThat(created.message())
                .isEqualTo("CustomVariables: 'v1' has the mask for its value, and no password to keep");
        assertThat(renamed.message()).contains("'v2' has the mask for its value");
        assertThat(plain.message()).contains("'v1' is no password");
        assertThat(bench.job(id)).isEqualTo(job);
    }

    @Test
    void needAKey() {
        Bench keyless = new Bench(plain -> {
            throw new ApiException(ApiError.of(Category.UNSUPPORTED, "secrets need the setting secrets.key"));
        });

        Answer refused = keyless.post("CreateFlowJob", shell("CustomVariables", variables("v1", PASSWORD)));
        Answer plain = keyless.post(
                "CreateFlowJob", shell("CustomVariables", "{\"variables\":[{\"name\":\"v1\",\"value\":\"x\"}]}"));

        assertThat(refused.code()).isEqualTo("UnsupportedOperation");
        assertThat(refused.message()).isEqualTo("CustomVariables: secrets need the setting secrets.key");
        assertThat(plain.status()).isEqualTo(200);
    }

    @Test
    void areReplacedTogetherWithTheOthers() {
        String both = "{\"variables\":[{\"name\":\"a\",\"value\":\"1\",\"properties\":{\"password\":true}},"
                + "{\"name\":\"b\",\"value\":\"2\",\"properties\":{\"password\":true}}]}";
        JobDefinition job = bench.created(shell("CustomVariables", both));

        JobDefinition changed = bench.modified(
                job,
                "CustomVariables",
                "{\"variables\":[{\"name\":\"a\",\"value\":\"******\",\"properties\":{\"password\":true}},"
                        + "{\"name\":\"b\",\"value\":\"3\",\"properties\":{\"password\":false}}]}");

        assertThat(opened(changed)).isEqualTo(Map.of("a", "1"));
        assertThat(Bench.shellOf(changed).environment()).isEqualTo(Map.of("b", "3"));
    }

    private static String variables(String name, String value) {
        return "{\"scope\":\"PROJECT\",\"entityId\":\"FP-1\",\"variables\":[{\"name\":\"" + name + "\",\"value\":\""
                + value + "\",\"properties\":{\"password\":true}}]}";
    }

    private static Map<String, String> opened(JobDefinition job) {
        return job.secrets().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, secret -> MirrorSealer.open(secret.getValue())));
    }

    /** In no answer, no command, no job, no log line. */
    private void assertNowhere(String secret) {
        List<String> said = new ArrayList<>(bench.answers);
        bench.jobs.commands.forEach(command -> said.add(command.toString()));
        bench.jobs.jobs.values().forEach(job -> said.add(job.toString()));
        log.list.forEach(
                event -> said.add(event.getFormattedMessage() + event.getKeyValuePairs() + event.getThrowableProxy()));
        assertThat(said).isNotEmpty().noneMatch(text -> text.contains(secret) || text.contains("correct-horse"));
    }
}
