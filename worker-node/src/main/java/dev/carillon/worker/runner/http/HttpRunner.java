package dev.carillon.worker.runner.http;

import dev.carillon.core.job.Task;
import dev.carillon.core.job.TaskKind;
import dev.carillon.worker.runner.JobRunner;
import dev.carillon.worker.runner.KillSwitch;
import dev.carillon.worker.runner.Run;
import dev.carillon.worker.runner.RunLog;
import dev.carillon.worker.runner.RunResult;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends one request and judges the answer, as SchedulerX's agent does: three checks beside "any 2xx", a connect
 * timeout, and a read timeout that bounds everything from the sending to the last byte of the answer.
 *
 * <p>Before it is sent, the target's addresses are judged by {@link TargetRules}. The JDK client resolves the name once
 * more and cannot be told which address to use (over TLS the name is part of the handshake, and in plain HTTP its Host
 * header is not ours to set), but it resolves through the same {@link InetAddress} cache, which holds an answer for 30 s
 * unless {@code networkaddress.cache.ttl} says otherwise. So a name that changes its address between the two is stopped by the
 * cache, except in the instant in which an entry runs out; a cache time of 0 would open the gap.
 *
 * <p>Thread-safe; {@link #run} blocks its thread for the read timeout at most. A kill breaks the exchange off and
 * says that a request cannot be recalled: the other side may have done its work.
 */
public final class HttpRunner implements JobRunner {

    private static final int MAX_LOGGED_CHARS = 16 * 1024;
    private static final int MAX_LOGGED_LINE_CHARS = 4 * 1024;

    private final TargetRules rules;
    private final Clients clients = new Clients();

    public HttpRunner(TargetRules rules) {
        this.rules = rules;
    }

    @Override
    public TaskKind kind() {
        return TaskKind.HTTP;
    }

    @Override
    public RunResult run(Run run, RunLog log, KillSwitch kill) throws InterruptedException {
        if (!(run.task() instanceof Task.Http task)) {
            throw new IllegalStateException("not an HTTP task: " + run.task().kind());
        }
        HttpRequest request;
        try {
            Templates templates = Templates.of(run);
            // Judged with everything filled in, as it is sent.
            URI target = URI.create(templates.fillUrl(task.url()));
            Optional<String> refusal = rules.refusal(target);
            if (refusal.isPresent()) {
                return RunResult.failed(refusal.get(), 0);
            }
            request = request(target, task, templates);
        } catch (IllegalArgumentException e) {
            // A URL with an unknown name, a header that the client reserves for itself, or whose value has a line break
            // once it is filled in.
            return RunResult.failed("The request could not be made: " + e.getMessage(), 0);
        }
        log.line(request.method() + " " + request.uri());
        return exchange(run, task, request, log, kill);
    }

    @Override
    public void close() {
        clients.close();
    }

    private RunResult exchange(Run run, Task.Http task, HttpRequest request, RunLog log, KillSwitch kill)
            throws InterruptedException {
        CompletableFuture<HttpResponse<Answer>> response = clients.send(
                task.connectTimeout(),
                request,
                info -> new Answer.Reader(
                        info.statusCode(),
                        info.headers().firstValue("Content-Type").orElse("")));
        kill.onKill(() -> response.cancel(true));
        try {
            Answer read = response.get(task.readTimeout().toNanos(), TimeUnit.NANOSECONDS)
                    .body();
            // Before anything is cut out of it: half a secret is not found any more.
            Answer answer = read.shownAs(run.secrets().mask(read.text()));
            write(answer, log);
            return judge(task, answer);
        } catch (TimeoutException e) {
            return RunResult.failed(
                    "no complete answer from " + place(request.uri()) + " within " + seconds(task.readTimeout()), 0);
        } catch (CancellationException | ExecutionException e) {
            // How a cancelled exchange ends depends on where it was; the switch knows that it was cancelled.
            String why = kill.reason().isPresent()
                    ? "Ended on request; a request that was sent cannot be recalled"
                    : describe(Objects.requireNonNullElse(e.getCause(), e), task, request.uri());
            return RunResult.failed(why, 0);
        } finally {
            response.cancel(true);
        }
    }

    private static RunResult judge(Task.Http task, Answer answer) {
        Optional<String> failure = AnswerCheck.failure(task.check(), answer);
        if (failure.isPresent()) {
            String note = answer.status() / 100 == 3 ? " (redirects are not followed)" : "";
            return RunResult.failed(failure.get() + note, answer.status());
        }
        return RunResult.succeeded(("HTTP " + answer.status() + " " + answer.excerpt()).strip(), answer.status());
    }

    private static HttpRequest request(URI target, Task.Http task, Templates templates) {
        String body = templates.fill(task.body());
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .method(task.method(), body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .setHeader("User-Agent", "carillon");
        task.headers().forEach((name, value) -> request.setHeader(name, templates.fill(value)));
        return request.build();
    }

    private static void write(Answer answer, RunLog log) {
        log.line("HTTP " + answer.status() + ", " + answer.size() + " bytes"
                + (answer.whole() ? "" : " and more, which were not read"));
        String text = answer.shown();
        String shown = text.substring(0, Math.min(text.length(), MAX_LOGGED_CHARS));
        shown.lines()
                .map(line -> line.substring(0, Math.min(line.length(), MAX_LOGGED_LINE_CHARS)))
                .forEach(log::line);
        if (shown.length() < text.length()) {
            log.line("... " + (text.length() - shown.length()) + " more characters");
        }
    }

    private static String describe(Throwable failure, Task.Http task, URI target) {
        if (failure instanceof HttpConnectTimeoutException) {
            return "no connection to " + place(target) + " within " + seconds(task.connectTimeout());
        }
        String message = failure.getMessage();
        String name = failure.getClass().getSimpleName();
        return "the exchange with " + place(target) + " failed: " + (message == null ? name : name + ": " + message);
    }

    private static String place(URI target) {
        return target.getHost() + ":" + TargetRules.port(target);
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }
}
