package dev.carillon.kafka.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.carillon.kafka.settings.StartRefusedException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The management port of a node, on the JDK's own HTTP server so that every node can afford it.
 *
 * <pre>
 *  GET /livez     200 while the process should go on; else 503: restart it
 *  GET /readyz    200 when every check is healthy, else 503; JSON that names each check
 *  GET /metrics   Prometheus text
 * </pre>
 *
 * <p>It has two threads of its own, so it answers while the node is busy, and no reader can hold up the node.
 */
public final class ManagementServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    private static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final int THREADS = 2;
    private static final int BACKLOG = 16;

    private final HttpServer server;
    private final ExecutorService threads;

    private ManagementServer(HttpServer server) {
        this.server = server;
        this.threads = Executors.newFixedThreadPool(
                THREADS, Thread.ofPlatform().name("management-", 0).daemon().factory());
    }

    /**
     * Listens at once.
     *
     * @param live what {@code /livez} asks
     * @param ready what {@code /readyz} asks
     * @throws StartRefusedException naming the address when it is taken or not this machine's
     */
    public static ManagementServer start(
            ManagementSettings settings,
            PrometheusMeterRegistry metrics,
            List<HealthCheck> live,
            List<HealthCheck> ready) {
        ManagementServer management = new ManagementServer(listen(settings));
        management.serve("/livez", () -> health(live));
        management.serve("/readyz", () -> health(ready));
        management.serve("/metrics", () -> new Page(200, PROMETHEUS, metrics.scrape()));
        management.serve("/", () -> new Page(404, JSON, "{\"error\":\"expected /livez, /readyz or /metrics\"}\n"));
        management.server.setExecutor(management.threads);
        management.server.start();
        LOG.atInfo()
                .addKeyValue("host", settings.host())
                .addKeyValue("port", management.port())
                .log("management port is open");
        return management;
    }

    /** The port it listens on, also when a free one was asked for. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static HttpServer listen(ManagementSettings settings) {
        InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        if (address.isUnresolved()) {
            throw new StartRefusedException(
                    "Setting " + ManagementSettings.HOST.name() + " names an unknown host: " + settings.host() + ".");
        }
        try {
            return HttpServer.create(address, BACKLOG);
        } catch (BindException e) {
            throw new StartRefusedException(
                    "The management port " + settings.host() + ":" + settings.port() + " cannot be opened ("
                            + e.getMessage() + "): end what uses it, or set " + ManagementSettings.PORT.name()
                            + " to another or to 0 for a free one.",
                    e);
        } catch (IOException e) {
            throw new StartRefusedException(
                    "The management port " + settings.host() + ":" + settings.port() + " cannot be opened: "
                            + e.getMessage() + ".",
                    e);
        }
    }

    private static Page health(List<HealthCheck> checks) {
        HealthJson json = HealthJson.of(checks);
        return new Page(json.healthy() ? 200 : 503, JSON, json.text());
    }

    private void serve(String path, Supplier<Page> page) {
        server.createContext(path, exchange -> {
            // The JDK's server matches by prefix: /livezz would be served as /livez.
            boolean exact =
                    path.equals("/") || exchange.getRequestURI().getPath().equals(path);
            try (exchange) {
                answer(exchange, exact ? page : () -> new Page(404, JSON, "{\"error\":\"not found\"}\n"));
            } catch (IOException e) {
                LOG.atDebug().addKeyValue("error", e.toString()).log("a client left before its answer was written");
            }
        });
    }

    private static void answer(HttpExchange exchange, Supplier<Page> supplier) throws IOException {
        String method = exchange.getRequestMethod();
        boolean head = method.equals("HEAD");
        Page page = head || method.equals("GET") ? page(supplier) : Page.NOT_ALLOWED;
        byte[] body = page.body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", page.contentType);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (page.status == 405) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        }
        exchange.sendResponseHeaders(page.status, head ? -1 : body.length);
        if (!head) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    private static Page page(Supplier<Page> supplier) {
        try {
            return supplier.get();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a page of the management port failed");
            return new Page(500, JSON, "{\"error\":\"the page failed, see the log of the node\"}\n");
        }
    }

    private record Page(int status, String contentType, String body) {
        static final Page NOT_ALLOWED = new Page(405, JSON, "{\"error\":\"expected GET\"}\n");
    }
}
