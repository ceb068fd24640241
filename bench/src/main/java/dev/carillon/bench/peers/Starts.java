package dev.carillon.bench.peers;

import dev.carillon.bench.BenchFailedException;
import dev.carillon.bench.result.Latencies;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/** When each piece of a peer's work was due and was started. Counts every start, so that what ran twice cannot hide. */
final class Starts {

    private final AtomicLongArray due;
    private final AtomicLongArray started;
    private final AtomicIntegerArray runs;
    private final AtomicInteger all = new AtomicInteger();

    Starts(int jobs) {
        due = new AtomicLongArray(jobs);
        started = new AtomicLongArray(jobs);
        runs = new AtomicIntegerArray(jobs);
    }

    void owe(int job, Instant at) {
        due.set(job, at.toEpochMilli());
    }

    /** The work itself. */
    void started(int job) {
        started.set(job, System.currentTimeMillis());
        runs.incrementAndGet(job);
        all.incrementAndGet();
    }

    int count() {
        return all.get();
    }

    /** Of what was due from one instant until another. */
    Latencies lateness(Instant from, Instant until) {
        Latencies latencies = new Latencies();
        for (int job = 0; job < due.length(); job++) {
            long at = due.get(job);
            if (at >= from.toEpochMilli() && at < until.toEpochMilli()) {
                latencies.add(started.get(job) - at);
            }
        }
        return latencies;
    }

    /** Starts within these milliseconds. */
    long between(long fromMs, long untilMs) {
        long count = 0;
        for (int job = 0; job < started.length(); job++) {
            count += started.get(job) >= fromMs && started.get(job) < untilMs ? 1 : 0;
        }
        return count;
    }

    /** @throws BenchFailedException unless everything has run once */
    void requireOnce(String peer) {
        int lost = 0;
        int doubled = 0;
        for (int job = 0; job < runs.length(); job++) {
            lost += runs.get(job) == 0 ? 1 : 0;
            doubled += runs.get(job) > 1 ? 1 : 0;
        }
        if (lost + doubled > 0) {
            throw new BenchFailedException(
                    peer + ": of " + runs.length() + " runs " + lost + " were lost and " + doubled + " doubled");
        }
    }
}
