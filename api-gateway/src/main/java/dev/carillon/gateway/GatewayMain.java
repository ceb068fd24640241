package dev.carillon.gateway;

import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.kafka.health.ManagementServer;
import dev.carillon.kafka.health.ManagementSettings;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.Setting;
import dev.carillon.kafka.settings.Settings;
import dev.carillon.kafka.settings.SettingsParser;
import dev.carillon.kafka.settings.StartRefusedException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Runs a gateway alone: settings as {@code key=value} arguments and environment variables; ends on TERM. */
public final class GatewayMain {

    private GatewayMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        try {
            run(arguments);
        } catch (StartRefusedException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(String[] arguments) throws InterruptedException {
        Settings settings = settings(arguments);
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        GatewayEnvironment environment =
                new GatewayEnvironment(metrics, Clock.systemUTC(), new SecureRandom(), System.getenv(), () -> false);
        GatewayNode node = GatewayNode.start(GatewaySettings.of(settings), VendorApis.all(), environment);
        ManagementServer management = manage(settings, metrics, node);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            node.close();
            management.close();
            stopped.countDown();
        }));
        node.generatedCredential().ifPresent(pair -> print(pair, System.out));
        System.out.println("The gateway is ready: http://" + settings.get(GatewaySettings.HOST) + ":" + node.port()
                + ", management port " + management.port());
        stopped.await();
    }

    private static ManagementServer manage(Settings settings, PrometheusMeterRegistry metrics, GatewayNode node) {
        try {
            return ManagementServer.start(ManagementSettings.of(settings), metrics, node.liveness(), node.readiness());
        } catch (StartRefusedException e) {
            node.close();
            throw e;
        }
    }

    private static Settings settings(String[] arguments) {
        List<Setting<?>> known = Stream.of(ClusterSettings.ALL, GatewaySettings.ALL, ManagementSettings.ALL)
                .<Setting<?>>flatMap(List::stream)
                .toList();
        SettingsParser parser = new SettingsParser(known).environment(System.getenv());
        for (String argument : arguments) {
            parser.commandLine(argument);
        }
        return parser.parse();
    }

    /** The only time that a secret is shown. */
    private static void print(Credential pair, PrintStream out) {
        out.println("A key pair was made for you; it is shown this once and stays in the credentials file:");
        out.println("  access key  " + pair.accessKey());
        out.println("  secret      " + pair.secret());
    }
}
