package dev.carillon.standalone.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.carillon.standalone.Loopback;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** What the demo's HTTP job calls: a service of somebody else, on loopback. */
final class GreetingServer implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger calls = new AtomicInteger();

    private GreetingServer(HttpServer server) {
        this.server = server;
    }

    static GreetingServer start() throws IOException {
        GreetingServer greeting = new GreetingServer(HttpServer.create(new InetSocketAddress(Loopback.HOST, 0), 0));
        greeting.server.createContext("/greet", greeting::answer);
        greeting.server.start();
        return greeting;
    }

    String url() {
        return "http://" + Loopback.HOST + ":" + server.getAddress().getPort() + "/greet";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = "{\"code\":200,\"message\":\"call " + calls.incrementAndGet() + "\"}";
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
