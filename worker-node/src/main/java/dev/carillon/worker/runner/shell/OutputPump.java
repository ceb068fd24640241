package dev.carillon.worker.runner.shell;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves a script's output to the log while it runs.
 *
 * <p>Has a thread of its own, because a blocking read of a pipe cannot be given up. A process that outlived its kill may keep the pipe open for ever, and Java cannot interrupt that read: after
 * {@link #awaitEnd} the pump is left to itself and hands nothing on any more.
 */
final class OutputPump {

    private static final Logger LOG = LoggerFactory.getLogger(OutputPump.class);
    private static final int BUFFER_BYTES = 16 * 1024;

    private final InputStream in;
    private final OutputLines lines;
    private final Thread thread;
    private volatile long reads;
    private boolean over;

    private OutputPump(InputStream in, OutputLines lines, String name) {
        this.in = in;
        this.lines = lines;
        this.thread = Thread.ofPlatform().daemon().name("shell-output-" + name).unstarted(this::pump);
    }

    static OutputPump start(InputStream in, OutputLines lines, String name) {
        OutputPump pump = new OutputPump(in, lines, name);
        pump.thread.start();
        return pump;
    }

    /**
     * Waits until all output has been handed on. A loaded machine may take its time for that, so the wait is given up only when
     * nothing has come for as long as the silence, or when the limit has passed; nothing is handed on afterwards.
     */
    void awaitEnd(Duration silence, Duration limit) throws InterruptedException {
        boolean ended = awaitSilence(silence, limit);
        synchronized (lines) {
            over = true;
            lines.end();
        }
        if (!ended) {
            LOG.atWarn()
                    .addKeyValue("thread", thread.getName())
                    .log("A process that is left keeps a job's output open");
        }
    }

    /** In two halves: where the whole JVM stood still for one of them, the pump had no time to read. */
    private boolean awaitSilence(Duration silence, Duration limit) throws InterruptedException {
        long begin = System.nanoTime();
        int silentHalves = 0;
        while (silentHalves < 2 && System.nanoTime() - begin < limit.toNanos()) {
            long before = reads;
            if (thread.join(silence.dividedBy(2))) {
                return true;
            }
            silentHalves = reads == before ? silentHalves + 1 : 0;
        }
        return false;
    }

    private void pump() {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                synchronized (lines) {
                    if (over) {
                        return;
                    }
                    lines.add(buffer, count);
                    reads++;
                }
            }
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("thread", thread.getName())
                    .addKeyValue("error", e.getMessage())
                    .log("The output of a job broke off");
        }
    }
}
