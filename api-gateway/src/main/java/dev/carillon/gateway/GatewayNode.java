package dev.carillon.gateway;

import dev.carillon.gateway.http.HttpFront;
import dev.carillon.gateway.nativeapi.NativeApi;
import dev.carillon.gateway.security.CredentialsFile;
import dev.carillon.gateway.security.NonceMemory;
import dev.carillon.gateway.service.ApiName;
import dev.carillon.gateway.service.ClusterCalendars;
import dev.carillon.gateway.service.ClusterJobService;
import dev.carillon.gateway.service.ClusterProjects;
import dev.carillon.gateway.service.CommandPublisher;
import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.gateway.service.KeyedSealer;
import dev.carillon.gateway.service.LogReader;
import dev.carillon.gateway.service.SecretSealer;
import dev.carillon.gateway.service.StorageGuard;
import dev.carillon.gateway.vendor.VendorAdapter;
import dev.carillon.gateway.view.FollowedTopics;
import dev.carillon.gateway.view.View;
import dev.carillon.gateway.view.ViewWriter;
import dev.carillon.kafka.health.HealthCheck;
import dev.carillon.kafka.health.Metric;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.kafka.topics.BrokerCheck;
import dev.carillon.kafka.topics.TopicCreator;
import dev.carillon.kafka.topics.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway: wiring only.
 *
 * <pre>
 * HTTP ─▶ HttpFront ─▶ VendorAdapter │ NativeApi ─▶ JobService ─▶ CommandPublisher ─▶ Kafka
 *                                                      ▼               ▲ replies
 *                                                    View ◀─ ViewWriter ◀─ jobs, history, workers
 * </pre>
 *
 * <p>It listens last, when the view has caught up and replies are read, so whoever is answered is answered right.
 */
public final class GatewayNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayNode.class);
    private static final Duration CREDENTIALS_CHECK = Duration.ofSeconds(1);
    private static final int MAX_VIEW_BATCH = 2_000;
    private static final int MAX_PENDING_REPLIES = 10_000;

    /** Vendors accept a date that is 15 minutes off to either side. */
    private static final Duration NONCES_KEPT = Duration.ofMinutes(31);

    private static final int MAX_NONCES_PER_KEY = 500_000;
    private static final int MAX_NONCES = 1_000_000;

    private final GatewaySettings settings;
    private final GatewayEnvironment environment;
    private final Parts parts = new Parts();
    private final BoundPorts ports = new BoundPorts();
    private final Optional<Credential> generated;
    private final ViewWriter writer;

    private GatewayNode(GatewaySettings settings, List<VendorApi> vendors, GatewayEnvironment environment)
            throws Exception {
        this.settings = settings;
        this.environment = environment;
        try {
            GatewayDirectory directory = parts.add(GatewayDirectory.open(settings.directory()));
            CredentialsFile.Opened opened = credentials(directory);
            generated = opened.generated();
            Vertx vertx = parts.add(Vertx.vertx(), started -> Await.done("stop", started.close()));
            Admin admin = parts.add(Admin.create(settings.cluster().clientProperties()));
            BrokerCheck.check(admin);
            new TopicCreator(admin, settings.cluster(), environment.clock()).createAll();
            View view = parts.add(View.open(directory.path(), settings.view(), environment.clock()));
            writer = parts.add(follow(view, admin));
            Await.done("read the log", writer.ready());
            HttpFront front = front(vertx, view, opened.credentials(), vendors);
            watch(vertx, opened.credentials());
            listen(vertx, front);
        } catch (Exception e) {
            parts.closeAfter(e);
            throw e;
        }
    }

    /**
     * Starts a gateway and returns when it serves.
     *
     * @param vendors asked in this order whether a request is theirs
     * @throws StartRefusedException when it cannot start as things are, with a sentence that says what to do
     */
    public static GatewayNode start(GatewaySettings settings, List<VendorApi> vendors, GatewayEnvironment environment) {
        try {
            return new GatewayNode(settings, vendors, environment);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new StartRefusedException("The gateway cannot start: " + e.getMessage() + ".", e);
        }
    }

    private CredentialsFile.Opened credentials(GatewayDirectory directory) throws IOException {
        return CredentialsFile.open(directory.path(), environment.variables()::get, environment.random());
    }

    private ViewWriter follow(View view, Admin admin) {
        ClusterSettings cluster = settings.cluster();
        Map<String, Object> configuration = cluster.clientProperties();
        configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configuration.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_VIEW_BATCH);
        configuration.put(ConsumerConfig.CLIENT_ID_CONFIG, "gateway-view");
        Topics topics = Topics.of(cluster);
        return ViewWriter.start(
                view,
                new KafkaConsumer<>(configuration, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                new FollowedTopics(
                        topics.jobs(), topics.projects(), topics.calendars(), topics.history(), topics.workers()),
                new LogIdentity(admin, topics));
    }

    private HttpFront front(Vertx vertx, View view, CredentialsFile credentials, List<VendorApi> vendors)
            throws Exception {
        CommandPublisher publisher = parts.add(
                Await.done(
                        "begin to read replies",
                        CommandPublisher.start(vertx, settings.cluster(), publishing(), environment.clock())),
                started -> Await.done("send what was accepted", started.close()));
        LogReader logs = parts.add(new LogReader(settings.cluster(), environment.clock()));
        ClusterJobService jobs = new ClusterJobService(
                vertx, new StorageGuard(publisher, environment.storageLow()), view, logs, settings.viewTimeout());
        NonceMemory nonces =
                new NonceMemory(NONCES_KEPT, MAX_NONCES_PER_KEY, MAX_NONCES, environment.random()::nextLong);
        SecretSealer secrets = new KeyedSealer(environment.keys(), environment.random());
        VendorApi.Services services = new VendorApi.Services(
                jobs,
                new ClusterProjects(vertx, jobs, view),
                secrets,
                credentials,
                nonces,
                environment.clock(),
                environment.random(),
                settings.vendorZone(),
                settings.workspaceTemplates());
        NativeApi nativeApi = new NativeApi(
                new NativeApi.Services(jobs, jobs, new ClusterCalendars(vertx, jobs, view), secrets, credentials),
                settings.nativeZone(),
                environment.clock(),
                environment.random());
        return new HttpFront(
                vendors.stream()
                        .map(vendor -> grantable(vendor.create(services)))
                        .toList(),
                nativeApi,
                settings.limits(),
                environment.metrics(),
                environment.clock(),
                environment.random());
    }

    /** Permissions name APIs: one of another name could be allowed to nobody but those who may use all. */
    private static VendorAdapter grantable(VendorAdapter adapter) {
        if (!ApiName.ALL.contains(adapter.name())) {
            throw new IllegalStateException(adapter.name() + " is not one of " + ApiName.ALL);
        }
        return adapter;
    }

    /** A gateway's id is new with every start: replies to an earlier life are nobody's. */
    private CommandPublisher.Settings publishing() {
        String id = "gateway-" + Long.toUnsignedString(environment.random().nextLong(), Character.MAX_RADIX);
        return new CommandPublisher.Settings(id, settings.replyTimeout(), MAX_PENDING_REPLIES);
    }

    private void watch(Vertx vertx, CredentialsFile credentials) {
        vertx.setPeriodic(
                CREDENTIALS_CHECK.toMillis(),
                timer -> vertx.executeBlocking(() -> {
                            credentials.refresh();
                            return true;
                        })
                        .onFailure(e ->
                                LOG.atError().setCause(e).log("the credentials could not be checked for changes")));
        MeterRegistry metrics = environment.metrics();
        Metric.VIEW_LAG.gauge(metrics, writer::lag);
    }

    private void listen(Vertx vertx, HttpFront front) throws Exception {
        int loops = Math.min(settings.eventLoops(), Runtime.getRuntime().availableProcessors());
        try {
            Await.done(
                    "listen",
                    vertx.deployVerticle(
                            () -> new GatewayVerticle(settings.listen(), front, ports),
                            new DeploymentOptions().setInstances(loops)));
        } catch (IOException e) {
            throw new StartRefusedException(
                    "The gateway cannot listen on " + settings.listen().host() + ":"
                            + settings.listen().port()
                            + settings.listen()
                                    .tls()
                                    .map(tls -> " and, for TLS, :" + tls.port())
                                    .orElse("") + " ("
                            + e.getMessage() + "): end what uses the port, or choose another by "
                            + GatewaySettings.PORT.name() + ".",
                    e);
        }
        LOG.atInfo()
                .addKeyValue("host", settings.listen().host())
                .addKeyValue("port", ports.port())
                .log("the gateway serves");
    }

    /** The port that was taken; differs from the setting when that was 0. */
    public int port() {
        return ports.port();
    }

    public OptionalInt tlsPort() {
        return ports.tlsPort();
    }

    /** The pair that this start has made, to be shown to the user once. */
    public Optional<Credential> generatedCredential() {
        return generated;
    }

    public List<HealthCheck> liveness() {
        return List.of(new HealthCheck(
                "view-writer",
                () -> writer.isAlive()
                        ? HealthCheck.Answer.healthy("follows the log")
                        : HealthCheck.Answer.unhealthy("has ended")));
    }

    public List<HealthCheck> readiness() {
        return List.of(new HealthCheck(
                "view",
                () -> writer.isCaughtUp()
                        ? HealthCheck.Answer.healthy("has caught up, " + writer.lag() + " records behind")
                        : HealthCheck.Answer.unhealthy("reads the log, " + writer.lag() + " records behind")));
    }

    /** Accepts nothing more, finishes what it serves and stops; about five seconds at most for the requests. */
    @Override
    public void close() {
        parts.close();
    }
}
