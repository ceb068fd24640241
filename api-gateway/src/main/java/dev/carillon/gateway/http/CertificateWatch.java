package dev.carillon.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a TLS server new certificates when the files change, without closing a connection. A pair that cannot be used leaves the old
 * one in force. Used on one event loop.
 */
final class CertificateWatch {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    private final Vertx vertx;
    private final HttpServer server;
    private final ListenSettings.Tls tls;
    private List<Long> stamp;

    private CertificateWatch(Vertx vertx, HttpServer server, ListenSettings.Tls tls, List<Long> stamp) {
        this.vertx = vertx;
        this.server = server;
        this.tls = tls;
        this.stamp = stamp;
    }

    static Future<CertificateWatch> begin(Vertx vertx, HttpServer server, ListenSettings.Tls tls) {
        return vertx.executeBlocking(() -> stamp(tls)).map(stamp -> new CertificateWatch(vertx, server, tls, stamp));
    }

    /** Looks at the files; completes when new ones are in force or nothing has changed. */
    Future<Void> check() {
        return vertx.executeBlocking(() -> stamp(tls))
                .compose(now -> {
                    if (now.equals(stamp)) {
                        return Future.<Void>succeededFuture();
                    }
                    // Remembered first: an unusable pair is reported once, and tried again when it changes.
                    stamp = now;
                    return vertx.executeBlocking(() -> CertificatePair.read(vertx, tls))
                            .compose(pair ->
                                    server.updateSSLOptions(new ServerSSLOptions().setKeyCertOptions(pair), true))
                            .onSuccess(changed -> LOG.atInfo().log("new TLS certificates are in force"))
                            .mapEmpty();
                })
                .recover(e -> {
                    LOG.atError()
                            .setCause(e)
                            .log("the TLS certificates cannot be read again; the old ones stay in force");
                    return Future.succeededFuture();
                });
    }

    private static List<Long> stamp(ListenSettings.Tls tls) throws IOException {
        return List.of(modified(tls.certificates()), modified(tls.key()));
    }

    private static long modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toMillis() * 31 + Files.size(file);
    }
}
