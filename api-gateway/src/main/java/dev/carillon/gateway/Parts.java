package dev.carillon.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started, to be stopped in the reverse order; one that fails to stop does not keep the others running. */
final class Parts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    /** Stops a part. */
    @FunctionalInterface
    interface Stop<T> {
        void stop(T part) throws Exception;
    }

    <T extends AutoCloseable> T add(T part) {
        return add(part, AutoCloseable::close);
    }

    synchronized <T> T add(T part, Stop<T> stop) {
        started.push(() -> stop.stop(part));
        return part;
    }

    /** After a start that failed: what fails to stop, too, is told with the first error. */
    void closeAfter(Exception failure) {
        for (Exception more : closeAll()) {
            failure.addSuppressed(more);
        }
    }

    @Override
    public void close() {
        for (Exception failure : closeAll()) {
            LOG.atError().setCause(failure).log("a part of the gateway did not stop cleanly");
        }
    }

    private synchronized Deque<Exception> closeAll() {
        Deque<Exception> failures = new ArrayDeque<>();
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                failures.add(e);
            }
        }
        return failures;
    }
}
