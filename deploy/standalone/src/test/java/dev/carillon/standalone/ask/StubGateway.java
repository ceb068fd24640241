package dev.carillon.standalone.ask;

import com.sun.net.httpserver.HttpServer;
import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.gateway.service.Permissions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Answers what it was told to, one answer after the other, and notes what it was asked. */
final class StubGateway implements AutoCloseable {

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private String authorization = "";

    StubGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Answer answer = take(
                    exchange.getRequestURI().toString(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    private synchronized Answer take(String uri, String header) {
        asked.add(uri);
        authorization = header;
        return answers.removeFirst();
    }

    synchronized StubGateway answers(int status, String body) {
        answers.addLast(new Answer(status, body));
        return this;
    }

    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    synchronized String authorization() {
        return authorization;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    GatewayClient client() {
        return new GatewayClient(url(), new Credential("key", "secret", Permissions.ALL));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
