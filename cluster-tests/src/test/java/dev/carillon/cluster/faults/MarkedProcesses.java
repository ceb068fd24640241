package dev.carillon.cluster.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Processes of this machine that carry given variables in their environment, however far they have detached themselves. */
final class MarkedProcesses {

    private MarkedProcesses() {}

    /** @param variables each as {@code NAME=value}; a process must have all of them */
    static List<Long> with(String... variables) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> environment(pid).containsAll(List.of(variables)))
                .toList();
    }

    private static Set<String> environment(long pid) {
        try {
            String all = Files.readString(Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1);
            return new HashSet<>(Arrays.asList(all.split("\0")));
        } catch (IOException e) {
            // It has ended meanwhile, or is another user's: none of ours.
            return Set.of();
        }
    }
}
