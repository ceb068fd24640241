package dev.carillon.bench.http;

import dev.carillon.bench.BenchFailedException;
import dev.carillon.bench.result.Latencies;
import dev.carillon.testkit.Await;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Clients of a gateway, each with a connection and a thread.
 *
 * <p>In a closed loop each sends as soon as it has its answer, which shows the highest rate. In an open loop requests are due at
 * fixed instants, whether answers have come or not, and latency counts from the instant a request was due: a gateway that
 * stalls cannot make the figures better by keeping the clients from asking.
 */
public final class Clients {

    private final InetSocketAddress gateway;
    private final CreateRequests requests;
    private final int count;

    public Clients(InetSocketAddress gateway, CreateRequests requests, int count) {
        this.gateway = gateway;
        this.requests = requests;
        this.count = count;
    }

    /** What clients have seen. Latencies in microseconds. */
    public record Seen(long good, long refused, Latencies latencies) {

        private Seen plus(Seen other) {
            latencies.add(other.latencies);
            return new Seen(good + other.good, refused + other.refused, latencies);
        }
    }

    /** As fast as answers come. */
    public Seen closedLoop(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        return run(() -> {
            long now = System.nanoTime();
            return now < end ? now : Long.MAX_VALUE;
        });
    }

    /** So many in each second, as long as there are free clients. */
    public Seen openLoop(Duration duration, int perSecond) {
        long start = System.nanoTime();
        long requestsInAll = duration.toSeconds() * perSecond;
        AtomicLong ticket = new AtomicLong();
        return run(() -> {
            long mine = ticket.getAndIncrement();
            return mine < requestsInAll ? start + mine * 1_000_000_000L / perSecond : Long.MAX_VALUE;
        });
    }

    /** @param due the instant at which the next request is due, by the nano clock; the maximum: no more */
    private Seen run(LongSupplier due) {
        try (ExecutorService threads = Executors.newFixedThreadPool(
                count, Thread.ofPlatform().daemon().name("client-", 0).factory())) {
            List<Future<Seen>> all = new ArrayList<>();
            for (int client = 0; client < count; client++) {
                all.add(threads.submit(() -> client(due)));
            }
            Seen seen = new Seen(0, 0, new Latencies());
            for (Future<Seen> each : all) {
                seen = seen.plus(each.get());
            }
            return seen;
        } catch (ExecutionException e) {
            throw new BenchFailedException("a client failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailedException("interrupted", e);
        }
    }

    private Seen client(LongSupplier due) throws IOException {
        Latencies latencies = new Latencies();
        long good = 0;
        long refused = 0;
        try (HttpConnection connection = new HttpConnection(gateway)) {
            for (long at = due.getAsLong(); at != Long.MAX_VALUE; at = due.getAsLong()) {
                Await.pause(Duration.ofNanos(Math.max(0, at - System.nanoTime())));
                HttpConnection.Answer answer = connection.send(requests.next());
                latencies.add((System.nanoTime() - at) / 1_000);
                if (answer.status() / 100 == 2 && requests.isGood(answer.body())) {
                    good++;
                } else if (++refused == 1) {
                    System.err.println("refused, the first of this client: " + answer);
                }
            }
        }
        return new Seen(good, refused, latencies);
    }
}
