package dev.carillon.worker.simulation;

import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Event;
import dev.carillon.core.scheduling.Output;
import dev.carillon.kafka.codec.CalendarCodec;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.topics.Partitioner;
import dev.carillon.kafka.topics.Topics;
import dev.carillon.testkit.simulation.Commit;
import dev.carillon.testkit.simulation.LogRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of each calendar count on a partition, by the log alone: the calendar's home has a version with the step
 * that decides it, every other partition with the step that consumes its announcement. Versions only go forward, each
 * partition's own copy in {@code calendars} is the version that counts there, and when the log is quiet all copies agree.
 */
final class CalendarCopies implements Invariant {

    /** What is known of a calendar from an instant on; a deleted one stands as it was before. */
    private record Version(Calendar calendar, boolean deleted) {}

    private record Place(int partition, JobId id) {}

    private final Topics topics;
    private final int partitions;
    private final Partitioner partitioner;
    private final Map<Integer, TreeMap<Long, Version>> announced = new HashMap<>();
    private final Map<Place, Version> counting = new HashMap<>();
    private final Map<Place, List<Version>> inThisStep = new HashMap<>();
    private final Map<Place, Event.CalendarPut> copies = new HashMap<>();
    private final Map<JobId, Version> decided = new TreeMap<>();

    CalendarCopies(Topics topics, int partitions) {
        this.topics = topics;
        this.partitions = partitions;
        this.partitioner = new Partitioner(partitions);
    }

    @Override
    public void announced(int partition, long offset, Command.ApplyCalendar calendar) {
        announced
                .computeIfAbsent(partition, any -> new TreeMap<>())
                .put(offset, new Version(calendar.calendar(), calendar.deleted()));
    }

    @Override
    public void committed(Commit commit) {
        inThisStep.clear();
        commit.offsets().forEach((input, next) -> {
            if (input.topic().equals(topics.commands())) {
                consumed(input, next);
            }
        });
        for (LogRecord record : commit.records()) {
            if (record.partition().topic().equals(topics.calendars())) {
                copied(record);
            }
        }
    }

    private void consumed(TopicPartition input, long next) {
        Map<Long, Version> behind =
                announced.getOrDefault(input.partition(), new TreeMap<>()).headMap(next);
        behind.values().forEach(version -> {
            if (partitioner.partition(version.calendar().id()) != input.partition()) {
                counts(input.partition(), version);
            }
        });
        behind.clear();
    }

    private void copied(LogRecord record) {
        Place place = new Place(record.partition().partition(), new JobId(Long.parseLong(Keys.text(record.key()))));
        if (record.value() == null) {
            copies.remove(place);
        } else {
            copies.put(place, CalendarCodec.decode(record.value()));
        }
    }

    @Override
    public void said(Output.History event) {
        if (event instanceof Output.CalendarChanged changed) {
            Version version = new Version(changed.calendar(), changed.change() == Output.CalendarChange.DELETED);
            decided.put(changed.jobId(), version);
            counts(partitioner.partition(changed.jobId()), version);
        }
    }

    private void counts(int partition, Version version) {
        Place place = new Place(partition, version.calendar().id());
        Version before = counting.put(place, version);
        Holds.holds(
                before == null
                        || before.calendar().revision() < version.calendar().revision(),
                "%s came to count on partition %s after %s",
                version,
                partition,
                before);
        List<Version> versions = inThisStep.computeIfAbsent(place, any -> new ArrayList<>());
        if (versions.isEmpty() && before != null) {
            versions.add(before);
        }
        versions.add(version);
    }

    @Override
    public void told() {
        inThisStep.keySet().forEach(this::check);
    }

    private void check(Place place) {
        Version version = counting.get(place);
        Event.CalendarPut copy = copies.get(place);
        Holds.holds(version != null && isCopy(version, copy), "on %s counts %s, its copy is %s", place, version, copy);
    }

    /** One that is deleted may still stand, as it was before, for jobs that name it. */
    private static boolean isCopy(Version version, Event.@Nullable CalendarPut copy) {
        if (copy == null) {
            return version.deleted();
        }
        return copy.deleted() == version.deleted()
                && (version.deleted()
                        ? copy.calendar().exclusions().equals(version.calendar().exclusions())
                        : copy.calendar().equals(version.calendar()));
    }

    /**
     * The versions of a calendar that may have counted for something that the last commit says; more than one when it
     * changed in that very step. Empty where the partition does not know the calendar.
     */
    List<Calendar> versions(int partition, String name) {
        Place place = new Place(partition, Calendar.idOf(AnyCalendar.NAMESPACE, name));
        List<Version> changing = inThisStep.get(place);
        Version version = counting.get(place);
        List<Version> all = changing != null ? changing : version != null ? List.of(version) : List.of();
        return all.stream().map(Version::calendar).toList();
    }

    /** Whether every announcement has been consumed. */
    boolean isQuiet() {
        return announced.values().stream().allMatch(Map::isEmpty);
    }

    @Override
    public void atRest() {
        decided.forEach((id, version) -> {
            for (int partition = 0; partition < partitions; partition++) {
                Place place = new Place(partition, id);
                Holds.holds(
                        isCopy(version, copies.get(place)),
                        "the last version of a calendar is %s, the copy on %s is %s",
                        version,
                        place,
                        copies.get(place));
            }
        });
    }
}
