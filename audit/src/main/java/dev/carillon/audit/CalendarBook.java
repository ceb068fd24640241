package dev.carillon.audit;

import dev.carillon.audit.time.CalendarRule;
import dev.carillon.proto.v1.Calendar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every version of every calendar. Each shard has its own copy, which a change reaches a moment after its record of
 * {@code history} says: around a change both versions count as being in force.
 */
final class CalendarBook {

    /** A change reaches all shards within this time, and concerns fires that were not yet emitted. */
    private static final long SETTLES_WITHIN_MS = 30_000;

    private record Name(String namespace, String name) {}

    private record Version(
            long since, long revision, @Nullable CalendarRule rule) {}

    private final Map<Name, List<Version>> calendars = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    /** @param since when it took effect; 0 for what was always there */
    void add(Calendar wire, long since) {
        CalendarRule rule = null;
        try {
            rule = CalendarRule.of(wire);
        } catch (RuntimeException e) { // Whatever it is: its jobs cannot be judged by it, all others can.
            problems.add(
                    "calendar " + wire.getName() + " of " + wire.getNamespace() + " cannot be read: " + e.getMessage());
        }
        List<Version> versions =
                calendars.computeIfAbsent(new Name(wire.getNamespace(), wire.getName()), key -> new ArrayList<>());
        versions.removeIf(known -> known.revision() == wire.getRevision());
        versions.add(new Version(since, wire.getRevision(), rule));
        versions.sort((one, other) -> Long.compare(one.revision(), other.revision()));
    }

    List<String> problems() {
        return problems;
    }

    /** Whether some version that may have been in force for a fire emitted around then excludes it. */
    boolean mayExclude(Terms terms, long nominal, long emitted) {
        return terms.calendars().stream()
                .flatMap(name -> inForce(terms, name, emitted).stream())
                .anyMatch(version -> version.rule() == null || version.rule().excludes(nominal));
    }

    /** Whether there is a calendar every possible version of which excludes it. */
    boolean mustExclude(Terms terms, long nominal, long emitted) {
        return terms.calendars().stream()
                .map(name -> inForce(terms, name, emitted))
                .anyMatch(versions -> !versions.isEmpty()
                        && versions.stream()
                                .allMatch(version ->
                                        version.rule() != null && version.rule().excludes(nominal)));
    }

    private List<Version> inForce(Terms terms, String name, long emitted) {
        List<Version> versions = calendars.getOrDefault(new Name(terms.namespace(), name), List.of());
        List<Version> found = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            boolean begun = versions.get(i).since() <= emitted + SETTLES_WITHIN_MS;
            boolean over = i + 1 < versions.size() && versions.get(i + 1).since() + SETTLES_WITHIN_MS < emitted;
            if (begun && !over) {
                found.add(versions.get(i));
            }
        }
        return found;
    }
}
