package dev.carillon.worker;

import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.topics.BrokerCheck;
import dev.carillon.kafka.topics.TopicCreator;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** Makes the topics that a worker needs. */
public final class WorkerTopics {

    private WorkerTopics() {}

    /**
     * Makes what is missing, the work topics of the groups included.
     *
     * @throws dev.carillon.kafka.settings.StartRefusedException when the brokers are too old or a topic is not as it
     *     must be
     */
    public static void create(ClusterSettings cluster, List<String> groups, InstantSource clock) {
        try (Admin admin = Admin.create(cluster.clientProperties())) {
            BrokerCheck.check(admin);
            TopicCreator creator = new TopicCreator(admin, cluster, clock);
            creator.createAll();
            creator.createWork(groups);
        }
    }
}
