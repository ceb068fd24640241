package dev.carillon.gateway;

import dev.carillon.core.time.Zones;
import dev.carillon.gateway.http.HttpFront;
import dev.carillon.gateway.http.ListenSettings;
import dev.carillon.gateway.service.WorkspaceTemplates;
import dev.carillon.gateway.view.View;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.Setting;
import dev.carillon.kafka.settings.Settings;
import dev.carillon.kafka.settings.StartRefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings of a gateway.
 *
 * @param directory holds the view and the credentials; of this gateway alone
 * @param eventLoops at most so many; never more than the machine has cores
 * @param replyTimeout how long a request waits for the scheduler
 * @param viewTimeout how long it then waits for the view
 * @param nativeZone of cron expressions that name none, in the native API
 * @param vendorZone the same in the vendors' APIs
 * @param workspaceTemplates what Huawei Workspace's tasks run
 */
public record GatewaySettings(
        ClusterSettings cluster,
        Path directory,
        ListenSettings listen,
        int eventLoops,
        HttpFront.Limits limits,
        View.Settings view,
        Duration replyTimeout,
        Duration viewTimeout,
        ZoneId nativeZone,
        ZoneId vendorZone,
        WorkspaceTemplates workspaceTemplates) {

    public static final Setting<String> DIRECTORY = Setting.text(
            "gateway.directory",
            "carillon-data/gateway",
            "Holds the gateway's view and credentials; each gateway needs its own.");
    public static final Setting<String> HOST = Setting.text(
            "gateway.host",
            "127.0.0.1",
            "Address on which the APIs are served. Others than loopback open them to the network.");
    public static final Setting<Integer> PORT =
            Setting.integer("gateway.port", 8080, 0, 65_535, "Port of the APIs; 0 takes a free one.");
    public static final Setting<Integer> TLS_PORT = Setting.integer(
            "gateway.tls.port", 8443, 0, 65_535, "Port of the APIs over TLS; used when a certificate is set.");
    public static final Setting<String> TLS_CERTIFICATE = Setting.text(
            "gateway.tls.certificate",
            "",
            "PEM file with the certificate chain. Read again when it changes. Empty: no TLS.");
    public static final Setting<String> TLS_KEY =
            Setting.text("gateway.tls.key", "", "PEM file with the private key of the certificate, not encrypted.");
    public static final Setting<Duration> IDLE_TIMEOUT = Setting.duration(
            "gateway.idle.timeout",
            Duration.ofSeconds(60),
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            "A connection on which nothing moves for so long is closed.");
    public static final Setting<Integer> EVENT_LOOPS = Setting.integer(
            "gateway.event.loops", 64, 1, 1024, "Event loops that serve requests; never more than there are cores.");
    public static final Setting<Integer> MAX_BODY =
            Setting.integer("gateway.max.body.bytes", 1 << 20, 1024, 64 << 20, "Larger request bodies are refused.");
    public static final Setting<Integer> MAX_IN_FLIGHT = Setting.integer(
            "gateway.max.requests", 1000, 1, 100_000, "Requests served at once; further ones are refused as too many.");
    public static final Setting<Duration> BODY_TIMEOUT = Setting.duration(
            "gateway.body.timeout",
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofMinutes(10),
            "How long the body of a request may take to arrive.");
    public static final Setting<Duration> REPLY_TIMEOUT = Setting.duration(
            "gateway.reply.timeout",
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            Duration.ofMinutes(5),
            "How long a request waits for the scheduler before it is answered with: not known whether it applied.");
    public static final Setting<Duration> VIEW_TIMEOUT = Setting.duration(
            "gateway.view.timeout",
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            Duration.ofMinutes(5),
            "How long the answer to a command that has applied waits until reads show it.");
    public static final Setting<Integer> VIEW_EXECUTIONS = Setting.integer(
            "gateway.view.executions", 300, 1, 100_000, "Ended executions of one job that can be looked up.");
    public static final Setting<Integer> VIEW_MAX_MIB = Setting.integer(
            "gateway.view.max.mib", 4096, 16, 1 << 20, "Size of the view in MiB; beyond it the oldest executions go.");
    public static final Setting<Integer> VIEW_READERS =
            Setting.integer("gateway.view.readers", 2, 1, 64, "Threads that read the view.");
    public static final Setting<String> NATIVE_ZONE =
            zone("gateway.zone", "UTC", "Time zone of cron expressions that name none, in the native API.");
    public static final Setting<String> VENDOR_ZONE = zone(
            "gateway.vendor.zone",
            "Asia/Shanghai",
            "Time zone of cron expressions that name none, in the vendors' APIs.");

    private static final List<Setting<?>> OWN = List.of(
            DIRECTORY,
            HOST,
            PORT,
            TLS_PORT,
            TLS_CERTIFICATE,
            TLS_KEY,
            IDLE_TIMEOUT,
            EVENT_LOOPS,
            MAX_BODY,
            MAX_IN_FLIGHT,
            BODY_TIMEOUT,
            REPLY_TIMEOUT,
            VIEW_TIMEOUT,
            VIEW_EXECUTIONS,
            VIEW_MAX_MIB,
            VIEW_READERS,
            NATIVE_ZONE,
            VENDOR_ZONE);

    public static final List<Setting<?>> ALL = Stream.concat(OWN.stream(), WorkspaceSettings.ALL.stream())
            .<Setting<?>>map(setting -> setting)
            .toList();

    private static final int MAX_WAITING_READS = 2_000;

    /** @param settings parsed from {@link #ALL} and {@link ClusterSettings#ALL} */
    public static GatewaySettings of(Settings settings) {
        return new GatewaySettings(
                ClusterSettings.of(settings),
                Path.of(settings.get(DIRECTORY)).toAbsolutePath(),
                listen(settings),
                settings.get(EVENT_LOOPS),
                new HttpFront.Limits(settings.get(MAX_BODY), settings.get(BODY_TIMEOUT), settings.get(MAX_IN_FLIGHT)),
                new View.Settings(
                        settings.get(VIEW_EXECUTIONS),
                        (long) settings.get(VIEW_MAX_MIB) << 20,
                        settings.get(VIEW_READERS),
                        MAX_WAITING_READS),
                settings.get(REPLY_TIMEOUT),
                settings.get(VIEW_TIMEOUT),
                Zones.parse(settings.get(NATIVE_ZONE)),
                Zones.parse(settings.get(VENDOR_ZONE)),
                WorkspaceSettings.of(settings));
    }

    private static ListenSettings listen(Settings settings) {
        String certificate = settings.get(TLS_CERTIFICATE);
        String key = settings.get(TLS_KEY);
        if (certificate.isEmpty() != key.isEmpty()) {
            throw new StartRefusedException(
                    "Set both or none of " + TLS_CERTIFICATE.name() + " and " + TLS_KEY.name() + ".");
        }
        Optional<ListenSettings.Tls> tls = certificate.isEmpty()
                ? Optional.empty()
                : Optional.of(new ListenSettings.Tls(settings.get(TLS_PORT), Path.of(certificate), Path.of(key)));
        return new ListenSettings(settings.get(HOST), settings.get(PORT), settings.get(IDLE_TIMEOUT), tls);
    }

    private static Setting<String> zone(String name, String defaultValue, String text) {
        return Setting.text(name, defaultValue, text).check(value -> {
            try {
                return Zones.parse(value).getId();
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("is not usable: " + e.getMessage(), e);
            }
        });
    }
}
