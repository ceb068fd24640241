package dev.carillon.standalone.cli;

import dev.carillon.standalone.Loopback;
import dev.carillon.standalone.UpSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code carillon status}: asks a node on this machine whether it is ready. */
@Command(
        name = "status",
        description = "Ask a Carillon on this machine whether it is ready; ends with 0 when it is, else with 1.")
final class StatusCommand implements Callable<Integer> {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "Management port of the process (default: ${DEFAULT-VALUE}).")
    private int managementPort = UpSettings.MANAGEMENT_PORT;

    private final PrintWriter out;

    StatusCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        URI readiness = URI.create("http://" + Loopback.HOST + ":" + managementPort + "/readyz");
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(readiness).timeout(TIMEOUT).build();
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            boolean ready = answer.statusCode() == 200;
            out.println((ready ? "ready" : "not ready") + " (" + readiness + " answers " + answer.statusCode() + ")");
            answer.body().lines().limit(100).forEach(out::println);
            return ready ? 0 : 1;
        } catch (IOException e) {
            out.println("No Carillon answers at " + readiness + " ("
                    + e.getClass().getSimpleName() + "); start one with `carillon up`.");
            return 1;
        }
    }
}
