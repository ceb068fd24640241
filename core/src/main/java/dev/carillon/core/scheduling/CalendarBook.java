package dev.carillon.core.scheduling;

import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A shard's own copy of every calendar of the cluster, and how many of the shard's jobs name each. Changed by {@link
 * ShardState#apply} only; the numbers follow from the definitions.
 */
final class CalendarBook {

    /** What jobs call a calendar. */
    record Name(String namespace, String name) {}

    /** @param deleted it stands only for the jobs that name it */
    record Copy(Calendar calendar, boolean deleted) {

        Name name() {
            return new Name(calendar.namespace(), calendar.name());
        }
    }

    private final TreeMap<JobId, Copy> copies = new TreeMap<>();
    private final Map<Name, Copy> byName = new HashMap<>();
    private final Map<Name, Integer> users = new HashMap<>();

    Optional<Copy> copy(JobId id) {
        return Optional.ofNullable(copies.get(id));
    }

    Optional<Copy> copy(Name name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** How many jobs of this shard name it. */
    int users(Name name) {
        return users.getOrDefault(name, 0);
    }

    /** The names that a job uses, each once. */
    static Set<Name> namesOf(@Nullable JobDefinition definition) {
        if (definition == null || definition.calendars().isEmpty()) {
            return Set.of(); // Most jobs name none, and each decision asks.
        }
        Set<Name> names = new HashSet<>();
        definition.calendars().forEach(name -> names.add(new Name(definition.namespace(), name)));
        return names;
    }

    /** Which calendar, revision and part of it excludes the nominal time, for people; empty when none does. */
    Optional<String> excludes(JobDefinition definition, Instant nominal) {
        for (String name : definition.calendars()) {
            Optional<String> why =
                    copy(new Name(definition.namespace(), name)).flatMap(copy -> excludes(copy, nominal));
            if (why.isPresent()) {
                return why;
            }
        }
        return Optional.empty();
    }

    /** Deleted calendars of which the last user is gone when a definition takes the place of another, in a fixed order. */
    SortedSet<JobId> unusedWithout(@Nullable JobDefinition before, @Nullable JobDefinition after) {
        if (before == null || before.calendars().isEmpty()) {
            return Collections.emptySortedSet();
        }
        SortedSet<JobId> unused = new TreeSet<>();
        Set<Name> left = new HashSet<>(namesOf(before));
        left.removeAll(namesOf(after));
        for (Name name : left) {
            copy(name)
                    .filter(copy -> copy.deleted() && users(name) == 1)
                    .ifPresent(copy -> unused.add(copy.calendar().id()));
        }
        return unused;
    }

    private static Optional<String> excludes(Copy copy, Instant nominal) {
        Calendar calendar = copy.calendar();
        return calendar.exclusions()
                .excludes(nominal)
                .map(part -> "calendar " + calendar.name() + " revision " + calendar.revision()
                        + (copy.deleted() ? " (deleted): " : ": ") + part);
    }

    void put(Copy copy) {
        copies.put(copy.calendar().id(), copy);
        byName.put(copy.name(), copy);
    }

    void remove(JobId id) {
        Copy copy = copies.remove(id);
        if (copy != null) {
            byName.remove(copy.name());
        }
    }

    /** A definition takes the place of another. */
    void replaced(@Nullable JobDefinition before, @Nullable JobDefinition after) {
        namesOf(before).forEach(name -> users.computeIfPresent(name, (any, count) -> count == 1 ? null : count - 1));
        namesOf(after).forEach(name -> users.merge(name, 1, Integer::sum));
    }

    /** In a fixed order. */
    String describe() {
        return copies + " " + new TreeMap<>(usersAsText());
    }

    private Map<String, Integer> usersAsText() {
        Map<String, Integer> text = new HashMap<>();
        users.forEach((name, count) -> text.put(name.toString(), count));
        return text;
    }
}
