package dev.carillon.worker.runner.shell;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What can be found everywhere: the script and its descendants, as long as they were seen before their parents ended.
 * For systems without /proc.
 */
final class DescendantProcesses implements ProcessTable {

    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    DescendantProcesses(ProcessHandle script) {
        seen.add(script);
    }

    @Override
    public Look look() {
        for (ProcessHandle known : List.copyOf(seen)) {
            known.descendants().forEach(seen::add);
        }
        // One that has ended, and was not collected by its parent yet, counts as alive but has no command any more.
        seen.removeIf(process -> !process.isAlive() || process.info().command().isEmpty());
        return new Look(
                seen.stream()
                        .map(process -> new Found(
                                process.pid(), process.info().command().orElse("?")))
                        .toList(),
                true);
    }
}
