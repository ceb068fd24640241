package dev.carillon.bench.cluster;

import dev.carillon.standalone.TemporaryDirectory;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Processes and directories of this bench, so that none is left when it ends in the middle, by Ctrl-C for instance: then what still
 * runs is killed, and its directories are removed.
 */
public final class Leftovers {

    private static final long GONE_WITHIN_SECONDS = 10;
    private static final Set<Process> PROCESSES = ConcurrentHashMap.newKeySet();
    private static final Set<TemporaryDirectory> DIRECTORIES = ConcurrentHashMap.newKeySet();

    private static volatile boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Leftovers::remove, "leftovers"));
    }

    private Leftovers() {}

    /** Kills it at the end, unless it has ended by then. */
    public static Process watch(Process process) {
        PROCESSES.add(process);
        process.onExit().thenAccept(PROCESSES::remove);
        return process;
    }

    /** Makes a directory that is removed at the end, if {@link #remove(TemporaryDirectory)} has not done so by then. */
    public static TemporaryDirectory directory(String prefix) throws IOException {
        TemporaryDirectory directory = TemporaryDirectory.create(prefix);
        DIRECTORIES.add(directory);
        return directory;
    }

    public static void remove(TemporaryDirectory directory) {
        directory.close();
        DIRECTORIES.remove(directory);
    }

    /** Whether the process is ending, so that whatever fails now fails because of that. */
    public static boolean ending() {
        return ending;
    }

    private static void remove() {
        ending = true;
        PROCESSES.forEach(Process::destroyForcibly);
        try {
            for (Process process : PROCESSES) {
                process.waitFor(GONE_WITHIN_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        DIRECTORIES.forEach(TemporaryDirectory::close);
    }
}
