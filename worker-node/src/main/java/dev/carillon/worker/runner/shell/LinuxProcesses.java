package dev.carillon.worker.runner.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through /proc. A process belongs to the attempt when it carries the attempt's marker in its environment,
 * however far it has detached itself; when it is in the script's session, even with a cleared environment; or when its
 * parent belongs to it.
 *
 * <p>Only processes that are not older than the attempt are looked into, so on a machine with thousands of processes a
 * look costs one small read for each, not two. Zombies have ended and do not count.
 */
final class LinuxProcesses implements ProcessTable {

    private static final int KERNEL_THREAD = 0x0020_0000;

    /** As the JDK words ESRCH. */
    private static final String NO_SUCH_PROCESS = "No such process";

    /** A fifth of a second, at the pace at which {@link ProcessTree} looks. */
    private static final int LOOKS_AT_BARE = 20;

    private static final Logger LOG = LoggerFactory.getLogger(LinuxProcesses.class);

    private final Path proc;
    private final String marker;
    private final long session;
    private final long startedAfter;

    /** Processes that showed no environment, and how often. */
    private final Map<Long, Integer> bare = new HashMap<>();

    private boolean certain;

    /**
     * @param session pid of the script's shell, which is its session's number too
     * @param startedAfter a {@link #ticksSinceBoot} from before the script was started
     */
    LinuxProcesses(Path proc, String marker, long session, long startedAfter) {
        this.proc = proc;
        this.marker = marker;
        this.session = session;
        this.startedAfter = startedAfter;
    }

    /** Now, in the unit of the start times in /proc: hundredths of a second since boot, on every architecture. */
    static long ticksSinceBoot(Path proc) {
        try {
            String uptime = Files.readString(proc.resolve("uptime"));
            // One less: start times and this clock are rounded on their own.
            return (long) (Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))) * 100) - 1;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the time since boot", e);
        }
    }

    @Override
    public Look look() {
        certain = true;
        Map<Long, Stat> young = new LinkedHashMap<>();
        Map<Long, Stat> members = new LinkedHashMap<>();
        for (Stat stat : readStats()) {
            young.put(stat.pid, stat);
            if (stat.session == session || marked(stat)) {
                members.put(stat.pid, stat);
            }
        }
        addChildren(young, members);
        return new Look(
                members.values().stream()
                        .map(stat -> new Found(stat.pid, stat.name))
                        .toList(),
                certain);
    }

    private static void addChildren(Map<Long, Stat> young, Map<Long, Stat> members) {
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Stat stat : young.values()) {
                if (members.containsKey(stat.parent) && members.putIfAbsent(stat.pid, stat) == null) {
                    grown = true;
                }
            }
        }
    }

    private List<Stat> readStats() {
        List<Stat> stats = new ArrayList<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(proc, "[1-9]*")) {
            for (Path directory : directories) {
                read(directory.resolve("stat")).flatMap(Stat::parse).ifPresent(stats::add);
            }
        } catch (IOException | DirectoryIteratorException e) {
            unreadable(proc, e);
        }
        stats.removeIf(stat -> stat.dead() || stat.kernelThread() || stat.startedAt < startedAfter);
        return stats;
    }

    private boolean marked(Stat stat) {
        Optional<String> environment =
                read(proc.resolve(Long.toString(stat.pid)).resolve("environ"));
        if (environment.isPresent() && environment.get().isEmpty()) {
            // In the middle of exec a process shows no environment for a moment: it may be one of ours. One that
            // never shows any was given none.
            certain &= bare.merge(stat.pid, 1, Integer::sum) > LOOKS_AT_BARE;
        }
        return environment.filter(text -> text.contains(marker)).isPresent();
    }

    /** Empty when the process has ended or is out of reach, being another user's. */
    private Optional<String> read(Path file) {
        try {
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException | AccessDeniedException e) {
            return Optional.empty();
        } catch (IOException e) {
            // The process may end between open and read, which is not worth a word; no free descriptor is.
            if (!NO_SUCH_PROCESS.equals(e.getMessage())) {
                unreadable(file, e);
            }
            return Optional.empty();
        }
    }

    private void unreadable(Path file, Exception e) {
        certain = false;
        LOG.atWarn()
                .addKeyValue("file", file)
                .addKeyValue("error", e.toString())
                .log("Cannot look at processes");
    }

    /** What /proc/pid/stat says of a process. */
    private record Stat(long pid, String name, char state, long parent, long session, long flags, long startedAt) {

        private static final int FIRST_AFTER_NAME = 3;

        static Optional<Stat> parse(String line) {
            int open = line.indexOf('(');
            // The name may hold blanks and brackets itself.
            int close = line.lastIndexOf(") ");
            if (open < 0 || close < open) {
                return Optional.empty();
            }
            String[] fields = line.substring(close + 2).split(" ", -1);
            return Optional.of(new Stat(
                    Long.parseLong(line.substring(0, open - 1)),
                    line.substring(open + 1, close),
                    fields[0].charAt(0),
                    number(fields, 4),
                    number(fields, 6),
                    number(fields, 9),
                    number(fields, 22)));
        }

        /** @param field as numbered in proc(5) */
        private static long number(String[] fields, int field) {
            return Long.parseLong(fields[field - FIRST_AFTER_NAME]);
        }

        boolean dead() {
            return state == 'Z' || state == 'X';
        }

        boolean kernelThread() {
            return (flags & KERNEL_THREAD) != 0;
        }
    }
}
