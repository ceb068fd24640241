package dev.carillon.cluster;

import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.standalone.Cluster;
import dev.carillon.standalone.KafkaSettings;
import dev.carillon.standalone.Loopback;
import dev.carillon.standalone.Overrides;
import dev.carillon.standalone.UpSettings;
import dev.carillon.testkit.TestBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The whole product in this JVM, as {@code bin/carillon up --audit} starts it, with a TLS listener beside the plain one: free ports,
 * temporary data. All tests of the JVM share it, so each keeps to a namespace of its own; it ends with the JVM.
 *
 * <p>Where the tests' broker is in a container, the nodes are told so by the settings that any user may give, and the
 * embedded broker stays idle.
 */
public final class RunningCluster {

    /** What Huawei Workspace's tasks run here; other types than these are bound to nothing. A target named broken fails. */
    private static final Map<String, String> WORKSPACE_TASKS = Map.of(
            "workspace.task.START_SERVER", script("echo start $STEP_TARGET_ID"),
            "workspace.task.RESTART_SERVER", script("test $STEP_TARGET_ID != broken"),
            "workspace.task.REBOOT", script("test $STEP_TARGET_ID != broken"),
            "workspace.task.EXECUTE_SCRIPT", script("echo $CARILLON_PARAMETERS"));

    private static @Nullable RunningCluster shared;
    private static @Nullable Exception failure;

    private final Path directory;
    private final SelfSignedCertificate certificate;
    private final Optional<TestBroker> outside;
    private final Cluster cluster;

    private RunningCluster(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.certificate = SelfSignedCertificate.create(directory);
        this.outside = TestBroker.inContainer() ? Optional.of(new TestBroker()) : Optional.empty();
        Map<String, String> settings = new HashMap<>(WORKSPACE_TASKS);
        settings.put("audit.enabled", "true");
        settings.put("audit.lag", "5s");
        settings.put("gateway.tls.port", "0");
        settings.put("gateway.tls.certificate", certificate.certificate().toString());
        settings.put("gateway.tls.key", certificate.key().toString());
        outside.ifPresent(broker -> settings.putAll(KafkaSettings.of(clientsOf(broker))));
        this.cluster = Cluster.start(
                new UpSettings(data(), Loopback.HOST, 0, 0, 0, false, new Overrides(Optional.empty(), settings)));
    }

    private static Map<String, String> clientsOf(TestBroker broker) {
        return Map.of("bootstrap.servers", broker.bootstrap(), "security.protocol", "PLAINTEXT");
    }

    private static String script(String text) {
        return "{\"shell\":{\"script\":\"" + text + "\"}}";
    }

    /** Started by whoever comes first; where that fails it is not tried again, since it would take every test as long. */
    public static synchronized RunningCluster get() {
        if (failure != null) {
            throw new IllegalStateException("the cluster could not be started for an earlier test", failure);
        }
        if (shared == null) {
            shared = start();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close, "cluster-end"));
        }
        return shared;
    }

    private static RunningCluster start() {
        try {
            Path directory = Files.createTempDirectory("carillon-cluster-test");
            try {
                return new RunningCluster(directory);
            } catch (IOException | InterruptedException | RuntimeException e) {
                Files.walkFileTree(directory, new Deletion());
                throw e;
            }
        } catch (IOException e) {
            failure = e;
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            failure = e;
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the cluster was started", e);
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    /** {@code http://…}, without a path. */
    public String url() {
        return cluster.url();
    }

    /** Host and port of the plain listener, the form in which the vendor's SDKs want it. */
    public String endpoint() {
        return URI.create(cluster.url()).getAuthority();
    }

    /** Host and port of the TLS listener. */
    public String tlsEndpoint() {
        return Loopback.HOST + ":" + cluster.tlsPort().orElseThrow();
    }

    public SelfSignedCertificate certificate() {
        return certificate;
    }

    public int managementPort() {
        return cluster.managementPort();
    }

    /** How a Kafka client that may do everything connects to the broker. */
    public Map<String, String> clientProperties() {
        return outside.map(RunningCluster::clientsOf).orElseGet(cluster::clientProperties);
    }

    /** The pair that the first start has made. */
    public Credential key() {
        return cluster.generatedCredential().orElseThrow();
    }

    /** The access keys that count; read again when it changes. */
    public Path credentialsFile() {
        return data().resolve("gateway").resolve("credentials.json");
    }

    /** Where the jars of Java jobs go. */
    public Path jobDirectory() {
        return data().resolve("jobs");
    }

    /** What {@code --data} names. */
    public Path dataDirectory() {
        return data();
    }

    private Path data() {
        return directory.resolve("data");
    }

    private void close() {
        cluster.close();
        outside.ifPresent(TestBroker::close);
        try {
            Files.walkFileTree(directory, new Deletion());
        } catch (IOException e) {
            System.err.println("temporary data stays behind in " + directory + ": " + e);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException problem) throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
        }
    }
}
