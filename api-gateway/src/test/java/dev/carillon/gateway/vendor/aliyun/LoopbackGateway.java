package dev.carillon.gateway.vendor.aliyun;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.vendor.VendorAdapter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Puts one adapter on a port of the loopback address, so that a real client can talk to it. */
public final class LoopbackGateway implements AutoCloseable {

    private final HttpServer server;

    public LoopbackGateway(VendorAdapter adapter) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> serve(adapter, exchange));
        server.start();
    }

    public String endpoint() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private static void serve(VendorAdapter adapter, HttpExchange exchange) throws IOException {
        try (exchange) {
            URI uri = exchange.getRequestURI();
            Map<String, List<String>> headers = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
            HttpCall call = new HttpCall(
                    exchange.getRequestMethod(),
                    uri.getRawPath(),
                    uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                    headers,
                    exchange.getRequestBody().readAllBytes(),
                    "127.0.0.1");
            HttpAnswer answer = adapter.answer(call).result();
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
