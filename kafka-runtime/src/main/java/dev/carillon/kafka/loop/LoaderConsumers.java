package dev.carillon.kafka.loop;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * The consumers that loads read with, kept open from one load to the next. Connecting, logging in and finding the
 * group's coordinator takes longer than reading a partition's state, and after a crash every partition waits for it.
 *
 * <p>One is used by one load at a time; one with which a load has failed is not used again. Thread-safe.
 */
final class LoaderConsumers implements AutoCloseable {

    private static final CloseOptions AT_ONCE = CloseOptions.timeout(Duration.ZERO);

    private final Supplier<Consumer<byte[], byte[]>> source;
    private final Deque<Consumer<byte[], byte[]>> idle = new ArrayDeque<>();
    private boolean closed;

    /** What a load does with its consumer, which comes without partitions and may be left with some. */
    interface Reading<T> {
        T with(Consumer<byte[], byte[]> consumer) throws InterruptedException;
    }

    LoaderConsumers(Supplier<Consumer<byte[], byte[]>> source) {
        this.source = source;
    }

    <T> T read(Reading<T> reading) throws InterruptedException {
        Consumer<byte[], byte[]> consumer = take();
        boolean fine = false;
        try {
            T result = reading.with(consumer);
            consumer.unsubscribe();
            fine = true;
            return result;
        } finally {
            if (!fine || !keep(consumer)) {
                consumer.close(AT_ONCE);
            }
        }
    }

    private Consumer<byte[], byte[]> take() {
        synchronized (idle) {
            if (!idle.isEmpty()) {
                return idle.pop();
            }
        }
        return source.get();
    }

    private boolean keep(Consumer<byte[], byte[]> consumer) {
        synchronized (idle) {
            if (!closed) {
                idle.push(consumer);
            }
            return !closed;
        }
    }

    /** Closes those that are idle; those in use follow as soon as their load is over. */
    @Override
    public void close() {
        List<Consumer<byte[], byte[]>> left;
        synchronized (idle) {
            closed = true;
            left = List.copyOf(idle);
            idle.clear();
        }
        left.forEach(consumer -> consumer.close(AT_ONCE));
    }
}
