package dev.carillon.kafka.loop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a duty on a thread of its own. This is the one place for interruption and for what nobody expected: the duty is
 * closed, which gives up what it holds so that another node can take it, and after a pause a new one is made.
 */
final class DutyThread {

    private static final Logger LOG = LoggerFactory.getLogger(DutyThread.class);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    private final Supplier<? extends Duty> duties;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    DutyThread(String name, Supplier<? extends Duty> duties) {
        this.duties = duties;
        this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** The step under way is finished, then the duty closed. Does not wait. */
    void stop() {
        stop.countDown();
    }

    /**
     * Waits for the end after {@link #stop}; interrupts when it takes longer.
     *
     * @return whether the duty ended in time
     */
    boolean join(Duration within) throws InterruptedException {
        if (thread.join(within)) {
            return true;
        }
        LOG.atWarn().addKeyValue("thread", thread.getName()).log("did not stop in time, interrupting");
        thread.interrupt();
        return false;
    }

    private void run() {
        while (!isStopped()) {
            try (Duty duty = duties.get()) {
                while (!isStopped()) {
                    duty.doWork();
                }
                duty.leave();
            } catch (InterruptedException | InterruptException e) {
                LOG.atInfo().addKeyValue("thread", thread.getName()).log("interrupted, stopping");
                return;
            } catch (RuntimeException | Error e) {
                // Errors too: a thread that ended here would leave a member of the group behind, and nobody would
                // serve its partitions.
                LOG.atError()
                        .addKeyValue("thread", thread.getName())
                        .setCause(e)
                        .log("failed and gave up what it held; begins again in " + AGAIN_AFTER);
                pause();
            }
        }
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    private void pause() {
        try {
            boolean stopped = stop.await(AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS);
            LOG.atDebug().addKeyValue("stopped", stopped).log("pause over");
        } catch (InterruptedException e) {
            stop.countDown();
        }
    }
}
