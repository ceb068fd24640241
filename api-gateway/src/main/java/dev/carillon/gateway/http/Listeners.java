package dev.carillon.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** The plain and the TLS listener of one event loop: HTTP/1.1, with limits on everything that a client can make long. */
public final class Listeners {

    /** SchedulerX sends all of a job in the query of a GET when the SDK is told to. */
    private static final int MAX_REQUEST_LINE = 64 * 1024;

    private static final int MAX_HEADERS = 32 * 1024;
    private static final Duration CERTIFICATE_CHECK = Duration.ofSeconds(1);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    /** For Vert.x a negative number is "a free port, the same for all instances", each number another. */
    private static final int FREE_PORT = -1;

    private static final int FREE_TLS_PORT = -2;

    private final Vertx vertx;
    private final ListenSettings settings;
    private final HttpFront front;
    private final List<HttpServer> servers = new ArrayList<>();

    public Listeners(Vertx vertx, ListenSettings settings, HttpFront front) {
        this.vertx = vertx;
        this.settings = settings;
        this.front = front;
    }

    /** Completes when every port is taken; fails with {@link java.net.BindException} and the like. */
    public Future<Void> open() {
        int port = settings.port() == 0 ? FREE_PORT : settings.port();
        return listen(options().setPort(port))
                .compose(server -> settings.tls().map(this::openTls).orElseGet(Future::succeededFuture));
    }

    private Future<Void> openTls(ListenSettings.Tls tls) {
        return vertx.executeBlocking(() -> CertificatePair.read(vertx, tls)).compose(pair -> openTls(tls, pair));
    }

    private Future<Void> openTls(ListenSettings.Tls tls, PemKeyCertOptions pair) {
        HttpServerOptions options = options()
                .setPort(tls.port() == 0 ? FREE_TLS_PORT : tls.port())
                .setSsl(true)
                .setUseAlpn(false)
                .setKeyCertOptions(pair);
        return listen(options)
                .compose(server -> CertificateWatch.begin(vertx, server, tls))
                .onSuccess(watch -> vertx.setPeriodic(CERTIFICATE_CHECK.toMillis(), timer -> watch.check()))
                .mapEmpty();
    }

    private Future<HttpServer> listen(HttpServerOptions options) {
        return vertx.createHttpServer(options).requestHandler(front).listen().onSuccess(servers::add);
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHost(settings.host())
                .setIdleTimeout((int) settings.idleTimeout().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxInitialLineLength(MAX_REQUEST_LINE)
                .setMaxHeaderSize(MAX_HEADERS)
                .setHandle100ContinueAutomatically(true)
                .setHttp2ClearTextEnabled(false)
                .setAlpnVersions(List.of(HttpVersion.HTTP_1_1));
    }

    public int port() {
        return servers.getFirst().actualPort();
    }

    public OptionalInt tlsPort() {
        return servers.size() < 2
                ? OptionalInt.empty()
                : OptionalInt.of(servers.get(1).actualPort());
    }

    /** Accepts nothing more, waits for the requests at hand, a few seconds at most. */
    public Future<Void> close() {
        List<Future<Void>> closing = servers.stream()
                .map(server -> server.shutdown(DRAIN.toSeconds(), TimeUnit.SECONDS))
                .toList();
        return Future.all(closing).mapEmpty();
    }
}
