package dev.carillon.worker.alert;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * Posts JSON to targets that users name. Redirects are not followed, since they would lead around the rules for
 * targets; the answer is read up to a limit. Thread-safe.
 */
public final class JsonPost implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private final TargetCheck targets;
    private final HttpClient client;

    public JsonPost(TargetCheck targets) {
        this.targets = targets;
        this.client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(Executors.newCachedThreadPool(
                        Thread.ofPlatform().daemon().name("alert-post-", 0).factory()))
                .build();
    }

    /**
     * @return the body of a 2xx answer
     * @throws DeliveryException for every other answer, and when there is none
     */
    String post(String url, String json) throws DeliveryException, InterruptedException {
        URI target = target(url);
        Optional<String> refusal = targets.refusal(target);
        if (refusal.isPresent()) {
            throw DeliveryException.lasting(refusal.get());
        }
        HttpRequest request = HttpRequest.newBuilder(target)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(json))
                .build();
        try {
            HttpResponse<String> answer =
                    client.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER_BYTES));
            return accepted(answer, target);
        } catch (IOException e) {
            throw DeliveryException.passing("no answer from " + target.getHost() + ": " + e, e);
        }
    }

    private static URI target(String url) throws DeliveryException {
        try {
            URI target = URI.create(url);
            String scheme = target.getScheme() == null ? "" : target.getScheme().toLowerCase(Locale.ROOT);
            if (target.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                return target;
            }
        } catch (IllegalArgumentException e) {
            throw DeliveryException.lasting("the contact's URL cannot be read");
        }
        throw DeliveryException.lasting("the contact's URL is not an http or https URL");
    }

    private static String accepted(HttpResponse<String> answer, URI target) throws DeliveryException {
        int status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return answer.body();
        }
        String message = target.getHost() + " answered with status " + status;
        boolean mayPass = status >= 500 || status == 408 || status == 429;
        throw mayPass ? DeliveryException.passing(message) : DeliveryException.lasting(message);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
