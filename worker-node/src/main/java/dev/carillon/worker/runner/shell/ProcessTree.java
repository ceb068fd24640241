package dev.carillon.worker.runner.shell;

import dev.carillon.worker.runner.shell.ProcessTable.Found;
import dev.carillon.worker.runner.shell.ProcessTable.Look;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Ends the processes of one attempt and proves it. Used by the attempt's own thread, which nobody interrupts. */
final class ProcessTree {

    private static final Duration PAUSE = Duration.ofMillis(10);

    private final ProcessTable table;
    private final Duration killLimit;

    /** @param killLimit how long KILL is repeated: a process in an uninterruptible wait, or a fork bomb, may outlast it */
    ProcessTree(ProcessTable table, Duration killLimit) {
        this.table = table;
        this.killLimit = killLimit;
    }

    /**
     * TERM to all, KILL to those that are left after the grace. Returns as soon as none is left, after the grace and
     * the limit at the latest.
     *
     * @return the survivors; empty when it is proved that there are none
     */
    String end(Duration grace) {
        Look look = table.look();
        if (look.empty()) {
            return "";
        }
        signal(look, ProcessHandle::destroy);
        long begin = System.nanoTime();
        while (!look.empty() && since(begin).compareTo(grace) < 0) {
            pause();
            look = table.look();
        }
        return kill();
    }

    private String kill() {
        long begin = System.nanoTime();
        // Two looks, because a process can fork while /proc is being read and its child be missed once.
        int emptyLooks = 0;
        boolean last = false;
        while (true) {
            Look look = table.look();
            emptyLooks = look.empty() ? emptyLooks + 1 : 0;
            if (emptyLooks == 2) {
                return "";
            }
            signal(look, ProcessHandle::destroyForcibly);
            // Decided before the look that it is about: what was killed a moment ago has not survived.
            if (last && !look.empty()) {
                return survivors(look);
            }
            last = since(begin).compareTo(killLimit) > 0;
            pause();
        }
    }

    private static String survivors(Look look) {
        return look.found().isEmpty()
                ? "unknown: the processes of this machine could not be read"
                : look.found().stream().map(Found::toString).collect(Collectors.joining(", "));
    }

    private static void signal(Look look, Consumer<ProcessHandle> signal) {
        for (Found found : look.found()) {
            ProcessHandle.of(found.pid()).ifPresent(signal);
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the thread of a SHELL attempt", e);
        }
    }
}
