package dev.carillon.testkit;

import com.github.dockerjava.api.command.WaitContainerResultCallback;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A broker in a container of the image {@code apache/kafka}. Nothing else in the testkit knows of containers, so that
 * their libraries need not be there where this class is not used.
 */
final class ContainerBroker implements RunningBroker {

    /** Set by the Maven profile, so that image and clients are of one release. */
    private static final String IMAGE = "carillon.test.kafka.image";

    /** A broker that lives for a minute is up sooner without the second compiler. */
    private static final String JVM_OPTIONS = "-Xms256m -Xmx512m -XX:TieredStopAtLevel=1";

    private static final int PORT_INSIDE = 9092;
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(20);
    private static final Duration STARTED_WITHIN = Duration.ofSeconds(90);

    private final KafkaContainer container;

    private ContainerBroker(KafkaContainer container) {
        this.container = container;
    }

    static ContainerBroker start(Map<String, String> settings) {
        String image = System.getProperty(IMAGE);
        if (image == null) {
            throw new IllegalStateException("no image is named by " + IMAGE + "; run with -Pcontainers");
        }
        KafkaContainer container = new KafkaContainer(DockerImageName.parse(image))
                .withEnv(environment(settings))
                .withEnv("KAFKA_HEAP_OPTS", JVM_OPTIONS)
                .withStartupTimeout(STARTED_WITHIN);
        // The engine would choose another port at every start, and the broker tells its clients the first one.
        container.setPortBindings(List.of(FreePort.find() + ":" + PORT_INSIDE));
        container.start();
        return new ContainerBroker(container);
    }

    /** The image's way to say {@code a.b=c}. */
    private static Map<String, String> environment(Map<String, String> settings) {
        return settings.entrySet().stream()
                .collect(Collectors.toMap(
                        setting -> "KAFKA_" + setting.getKey().replace('.', '_').toUpperCase(Locale.ROOT),
                        Map.Entry::getValue));
    }

    @Override
    public String bootstrap() {
        String withProtocol = container.getBootstrapServers();
        return withProtocol.substring(withProtocol.lastIndexOf('/') + 1);
    }

    /** A kill: the shell that is the container's first process would pass no milder signal on to the broker. */
    @Override
    public void stop() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
        container
                .getDockerClient()
                .waitContainerCmd(container.getContainerId())
                .exec(new WaitContainerResultCallback())
                .awaitStatusCode(STOPPED_WITHIN.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void restart() {
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
        awaitServing();
    }

    /** The client tries again for as long as it may. */
    private void awaitServing() {
        int limitMs = Math.toIntExact(STARTED_WITHIN.toMillis());
        Map<String, Object> patient = Map.of(
                "bootstrap.servers", bootstrap(), "request.timeout.ms", 5_000, "default.api.timeout.ms", limitMs);
        try (Admin admin = Admin.create(patient)) {
            admin.describeCluster().nodes().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker did not come back within " + STARTED_WITHIN, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the broker was started again", e);
        }
    }

    @Override
    public void close() {
        container.stop();
    }
}
