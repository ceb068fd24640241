package dev.carillon.cluster.harness;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A broker as somebody else may run it: users log in by SCRAM, and Kafka's own authorizer lets them do only what ACLs
 * allow. A second listener, without login, is the administrator's and the schedulers'; who comes by it may do everything.
 */
public final class GuardedKafka implements AutoCloseable {

    private static final int ITERATIONS = 4_096;

    private final int usersPort = FreePorts.one();
    private final int adminsPort = FreePorts.one();
    private final KafkaRaftServer server;

    private GuardedKafka(TestDirectory directory) throws Exception {
        String log = directory.directory("broker").toString();
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setMetadataLogDirectory(log)
                .addDirectory(log)
                .run();
        server = new KafkaRaftServer(new KafkaConfig(configuration(log), false), Time.SYSTEM);
    }

    public static GuardedKafka start(TestDirectory directory) throws Exception {
        GuardedKafka kafka = new GuardedKafka(directory);
        kafka.server.startup();
        return kafka;
    }

    private Map<String, String> configuration(String log) {
        int controllerPort = FreePorts.one();
        Map<String, String> configuration = new HashMap<>();
        configuration.put("process.roles", "broker,controller");
        configuration.put("node.id", "1");
        configuration.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        configuration.put("controller.listener.names", "CONTROLLER");
        configuration.put("inter.broker.listener.name", "ADMINS");
        configuration.put(
                "listeners",
                "USERS://127.0.0.1:" + usersPort + ",ADMINS://127.0.0.1:" + adminsPort + ",CONTROLLER://127.0.0.1:"
                        + controllerPort);
        configuration.put(
                "listener.security.protocol.map", "USERS:SASL_PLAINTEXT,ADMINS:PLAINTEXT,CONTROLLER:PLAINTEXT");
        configuration.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        configuration.put(
                "listener.name.users.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        configuration.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        configuration.put("super.users", "User:ANONYMOUS");
        configuration.put("log.dirs", log);
        configuration.put("auto.create.topics.enable", "false");
        configuration.put("offsets.topic.replication.factor", "1");
        configuration.put("offsets.topic.num.partitions", "1");
        configuration.put("transaction.state.log.replication.factor", "1");
        configuration.put("transaction.state.log.min.isr", "1");
        configuration.put("transaction.state.log.num.partitions", "1");
        configuration.put("group.initial.rebalance.delay.ms", "0");
        configuration.put("group.consumer.assignment.interval.ms", "0");
        configuration.put("log.cleaner.dedupe.buffer.size", "4194304");
        configuration.put("log.index.size.max.bytes", "1048576");
        return configuration;
    }

    /** For those who may do everything; without a login. */
    public String adminsBootstrap() {
        return "127.0.0.1:" + adminsPort;
    }

    /** Makes a user who may do nothing yet, and returns how it connects. */
    public Map<String, Object> addUser(String name, String password) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", adminsBootstrap()))) {
            KafkaAnswers.of(
                    "the user " + name,
                    admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                                    name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), password)))
                            .all());
        }
        return login(name, password);
    }

    /** How somebody connects who says that this is the password. */
    public Map<String, Object> login(String name, String password) {
        return Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + usersPort,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + name + "\" password=\""
                        + password + "\";");
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
