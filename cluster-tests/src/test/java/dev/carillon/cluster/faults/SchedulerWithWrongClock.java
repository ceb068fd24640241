package dev.carillon.cluster.faults;

import dev.carillon.cluster.harness.TestKafka;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.Settings;
import dev.carillon.scheduler.SchedulerNode;
import dev.carillon.scheduler.SchedulerSettings;
import dev.carillon.standalone.KafkaSettings;
import dev.carillon.standalone.Nodes;
import dev.carillon.standalone.Overrides;
import dev.carillon.testkit.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;

/**
 * A scheduler as the product's command runs it, on a machine whose clock is a {@link WrongClock}: everything of the node
 * that asks for the time gets that of the clock. Ends at TERM.
 */
final class SchedulerWithWrongClock {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private SchedulerWithWrongClock() {}

    /** Bootstrap servers, client properties, file of the clock, name, partitions. */
    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> client = new HashMap<>();
        TestKafka.of(arguments[0], Path.of(arguments[1]))
                .client()
                .forEach((name, value) -> client.put(name, value.toString()));
        Map<String, String> given = new HashMap<>(KafkaSettings.of(client));
        given.put("scheduler.name", arguments[3]);
        given.put("partitions", arguments[4]);
        Settings settings = Nodes.settings(new Overrides(Optional.empty(), given), Map.of());
        SchedulerNode node = SchedulerNode.start(
                SchedulerSettings.of(settings),
                ClusterSettings.of(settings),
                new SimpleMeterRegistry(),
                new WrongClock(Path.of(arguments[2])),
                new SplittableRandom());
        CountDownLatch told = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            node.close();
            told.countDown();
        }));
        while (!node.ready().ask().get().healthy()) {
            Await.pause(LOOK_EVERY);
        }
        System.out.println("Carillon scheduler is ready");
        told.await();
    }
}
