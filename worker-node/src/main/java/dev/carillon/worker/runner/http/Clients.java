package dev.carillon.worker.runner.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The JDK client, which takes its connect timeout once and for all: one client for each timeout in use, the least
 * recently used given up beyond {@value #MAX_CLIENTS}. Thread-safe.
 *
 * <p>Redirects are not followed, since their target has not been judged by {@link TargetRules}. No proxy is used, not
 * even a configured one: behind a proxy nobody here knows which address is reached.
 */
final class Clients implements AutoCloseable {

    private static final int MAX_CLIENTS = 16;
    private static final float LOAD_FACTOR = 0.75f;

    private final ExecutorService executor = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("http-job-", 0).factory());
    private final SequencedMap<Duration, HttpClient> clients = new LinkedHashMap<>(MAX_CLIENTS, LOAD_FACTOR, true);
    private boolean closed;

    // The lock keeps a client from being given up between its choice and its use; sending only queues.
    synchronized <T> CompletableFuture<HttpResponse<T>> send(
            Duration connectTimeout, HttpRequest request, HttpResponse.BodyHandler<T> reader) {
        if (closed) {
            return CompletableFuture.failedFuture(new IOException("the worker stops"));
        }
        HttpClient client = clients.computeIfAbsent(connectTimeout, this::create);
        if (clients.size() > MAX_CLIENTS) {
            // The eldest is not the one just used. What it has sent is still answered.
            clients.pollFirstEntry().getValue().shutdown();
        }
        return client.sendAsync(request, reader);
    }

    /** Breaks off what is under way. */
    @Override
    public synchronized void close() {
        closed = true;
        clients.values().forEach(HttpClient::shutdownNow);
        clients.clear();
        executor.shutdown();
    }

    private HttpClient create(Duration connectTimeout) {
        return HttpClient.newBuilder()
                .connectTimeout(connectTimeout)
                .executor(executor)
                .followRedirects(Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .version(Version.HTTP_1_1)
                .build();
    }
}
