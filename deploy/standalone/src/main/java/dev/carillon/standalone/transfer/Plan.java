package dev.carillon.standalone.transfer;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.time.CalendarInterval;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.Schedule;
import dev.carillon.standalone.transfer.Change.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what the files say with what the target has. */
final class Plan {

    private final Map<JobId, Definition> existing;
    private final boolean disabled;

    private Plan(Map<JobId, Definition> existing, boolean disabled) {
        this.existing = existing;
        this.disabled = disabled;
    }

    /**
     * One change for each definition: projects, calendars, jobs, then what goes, in the opposite order.
     *
     * @param prune whether what the files do not have goes; otherwise it is not mentioned
     * @param disabled new jobs come disabled, and those that exist stay enabled or disabled as they are
     */
    static List<Change> of(
            Map<JobId, Definition> wanted, Map<JobId, Definition> existing, boolean prune, boolean disabled) {
        Plan plan = new Plan(existing, disabled);
        Comparator<Definition> order = Comparator.comparing(Definition::kind).thenComparing(Definition::id);
        List<Change> changes = new ArrayList<>(
                wanted.values().stream().sorted(order).map(plan::change).toList());
        if (prune) {
            existing.values().stream()
                    .filter(found -> !isOfSameKind(found, wanted.get(found.id())))
                    .sorted(Comparator.comparing(Definition::kind).reversed().thenComparing(Definition::id))
                    .forEach(found -> changes.add(new Change(Action.DELETE, found, found.revision(), List.of())));
        }
        return List.copyOf(changes);
    }

    /** Of all changes those of some kinds. */
    static List<Change> only(Collection<Change> changes, Action... actions) {
        List<Action> wanted = List.of(actions);
        return changes.stream()
                .filter(change -> wanted.contains(change.action()))
                .toList();
    }

    private Change change(Definition wanted) {
        @Nullable Definition found = existing.get(wanted.id());
        if (found == null || !isOfSameKind(wanted, found)) {
            // Where the other kind has the id, the scheduler refuses it and says so.
            return new Change(Action.CREATE, disabled ? withEnabled(wanted, false) : wanted, 0, List.of());
        }
        Definition settled = settled(wanted, found);
        List<String> fields = differing(settled.portable(), found.portable());
        return new Change(fields.isEmpty() ? Action.SAME : Action.CHANGE, settled, found.revision(), fields);
    }

    private static boolean isOfSameKind(Definition one, @Nullable Definition other) {
        return other != null && one.kind() == other.kind();
    }

    private Definition settled(Definition wanted, Definition found) {
        if (!(wanted instanceof Definition.OfJob(JobDefinition job)
                && found instanceof Definition.OfJob(JobDefinition old))) {
            return wanted;
        }
        JobDefinition settled = job.toBuilder()
                .schedule(anchored(job.schedule(), old.schedule()))
                .build();
        Definition all = new Definition.OfJob(settled);
        return disabled ? withEnabled(all, old.enabled()) : all;
    }

    private static Definition withEnabled(Definition definition, boolean enabled) {
        return definition instanceof Definition.OfJob(JobDefinition job)
                ? new Definition.OfJob(job.toBuilder().enabled(enabled).build())
                : definition;
    }

    /** A file written by hand may leave the instant from which a schedule counts to the scheduler, which keeps its own. */
    private static Schedule anchored(Schedule wanted, Schedule old) {
        return switch (wanted) {
            case FixedRate rate
            when rate.anchor().equals(Instant.EPOCH)
                    && old instanceof FixedRate was
                    && was.period().equals(rate.period()) -> was;
            case CalendarInterval interval
            when interval.start().equals(Instant.EPOCH)
                    && old instanceof CalendarInterval was
                    && was.equals(interval.from(was.start())) -> was;
            default -> wanted;
        };
    }

    private static List<String> differing(Message one, Message other) {
        return one.getDescriptorForType().getFields().stream()
                .filter(field -> !value(one, field).equals(value(other, field)))
                .map(FieldDescriptor::getJsonName)
                .toList();
    }

    /** A map comes as a list of its entries in whichever order they lie; equal maps must be equal here. */
    private static Object value(Message message, FieldDescriptor field) {
        Object value = message.getField(field);
        return field.isMapField() && value instanceof List<?> entries ? Set.copyOf(entries) : value;
    }
}
