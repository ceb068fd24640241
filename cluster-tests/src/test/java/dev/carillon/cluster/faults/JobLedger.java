package dev.carillon.cluster.faults;

import dev.carillon.proto.v1.FinalState;
import dev.carillon.proto.v1.HistoryEvent;
import dev.carillon.proto.v1.JobChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The history of one job that fires every second, from its creation until it was disabled. */
final class JobLedger {

    /** A fire that was emitted ahead of a change may lie this far behind it: the hand-over's stretch, and some. */
    private static final Duration AHEAD = Duration.ofSeconds(6);

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private record Seen(long offset, long timestamp, HistoryEvent event) {

        @Override
        public String toString() {
            return "offset " + offset + " at " + Instant.ofEpochMilli(timestamp);
        }
    }

    private final long id;
    private final long phaseMs;
    private final List<Seen> changes = new ArrayList<>();
    private final TreeMap<Instant, List<Seen>> triggers = new TreeMap<>();
    private final Map<String, List<Seen>> ends = new LinkedHashMap<>();
    private final List<String> skips = new ArrayList<>();
    private long retries;

    /** @param phaseMs where in the second it fires */
    JobLedger(long id, long phaseMs) {
        this.id = id;
        this.phaseMs = phaseMs;
    }

    void add(ConsumerRecord<byte[], byte[]> record, HistoryEvent event) {
        Seen seen = new Seen(record.offset(), record.timestamp(), event);
        switch (event.getKindCase()) {
            case TRIGGERED -> {
                Instant nominal = Instant.ofEpochMilli(event.getTriggered().getNominalMs());
                triggers.computeIfAbsent(nominal, key -> new ArrayList<>()).add(seen);
            }
            case ENDED ->
                ends.computeIfAbsent(event.getEnded().getExecutionId(), key -> new ArrayList<>())
                        .add(seen);
            case SKIPPED -> skips.add(seen + ": " + event.getSkipped());
            case JOB_CHANGED -> changes.add(seen);
            case ATTEMPT_FAILED -> retries++;
            case ATTEMPT_STARTED, STOP_REQUESTED -> {}
            case KIND_NOT_SET -> throw new AssertionError("history without an event: " + seen);
        }
    }

    long triggers() {
        return triggers.values().stream().mapToLong(List::size).sum();
    }

    long retries() {
        return retries;
    }

    boolean isSettled() {
        return changes.size() == 2
                && triggers.values().stream()
                        .flatMap(List::stream)
                        .allMatch(trigger ->
                                ends.containsKey(trigger.event().getTriggered().getExecutionId()));
    }

    List<String> violations() {
        List<String> violations = new ArrayList<>();
        if (changes.size() != 2
                || changes.getFirst().event().getJobChanged().getKind() != JobChanged.Kind.CREATED
                || changes.getLast().event().getJobChanged().getKind() != JobChanged.Kind.DISABLED) {
            violations.add("job " + id + " was not created and disabled once each: " + changes);
            return violations;
        }
        Instant created = effective(changes.getFirst());
        Instant disabled = effective(changes.getLast());
        skips.forEach(skip -> violations.add("job " + id + " skipped a fire: " + skip));
        everySecondHasOneTrigger(created, disabled, violations);
        triggers.forEach((nominal, seen) -> isOwed(nominal, seen, created, disabled, violations));
        everyTriggerHasOneEnd(disabled, violations);
        return violations;
    }

    private static Instant effective(Seen change) {
        return Instant.ofEpochMilli(change.event().getJobChanged().getEffectiveMs());
    }

    private void everySecondHasOneTrigger(Instant created, Instant disabled, List<String> violations) {
        owed(created, disabled).forEach(second -> {
            List<Seen> seen = triggers.getOrDefault(second, List.of());
            if (seen.size() != 1) {
                violations.add("job " + id + " has " + seen.size() + " triggers for " + second + ": " + seen);
            }
        });
    }

    private Stream<Instant> owed(Instant created, Instant disabled) {
        Instant inSecond = Instant.ofEpochSecond(created.getEpochSecond()).plusMillis(phaseMs);
        Instant first = inSecond.isAfter(created) ? inSecond : inSecond.plus(PERIOD);
        return Stream.iterate(first, second -> !second.isAfter(disabled), second -> second.plus(PERIOD));
    }

    long expected() {
        return owed().count();
    }

    long lost() {
        return owed().filter(second -> !triggers.containsKey(second)).count();
    }

    long doubled() {
        return triggers.values().stream().mapToLong(seen -> seen.size() - 1).sum();
    }

    private Stream<Instant> owed() {
        return changes.size() == 2 ? owed(effective(changes.getFirst()), effective(changes.getLast())) : Stream.empty();
    }

    Stream<FireTimes> fires() {
        return triggers.values().stream().flatMap(List::stream).map(trigger -> {
            Instant due = Instant.ofEpochMilli(trigger.event().getTriggered().getDueMs());
            Optional<Instant> started =
                    ends.getOrDefault(trigger.event().getTriggered().getExecutionId(), List.of()).stream()
                            .map(end -> end.event().getEnded().getFirstStartedAtMs())
                            .filter(at -> at != 0)
                            .map(Instant::ofEpochMilli)
                            .findFirst();
            return new FireTimes(due, Instant.ofEpochMilli(trigger.timestamp()), started);
        });
    }

    private void isOwed(Instant nominal, List<Seen> seen, Instant created, Instant disabled, List<String> violations) {
        boolean owed = nominal.toEpochMilli() % PERIOD.toMillis() == phaseMs
                && nominal.isAfter(created)
                && !nominal.isAfter(disabled.plus(AHEAD));
        if (!owed || seen.size() != 1) {
            violations.add("job " + id + " has triggers that it does not owe for " + nominal + ": " + seen);
        }
    }

    private void everyTriggerHasOneEnd(Instant disabled, List<String> violations) {
        Map<String, List<Seen>> unclaimed = new LinkedHashMap<>(ends);
        triggers.forEach((nominal, seen) -> seen.forEach(trigger -> {
            String execution = trigger.event().getTriggered().getExecutionId();
            List<Seen> end = ends.getOrDefault(execution, List.of());
            unclaimed.remove(execution);
            if (end.size() != 1 || end.getFirst().offset() <= trigger.offset()) {
                violations.add("execution " + execution + " has " + end.size() + " ends: " + end);
            } else if (!endedWell(nominal, end.getFirst(), disabled)) {
                violations.add("execution " + execution + " ended as "
                        + end.getFirst().event().getEnded());
            }
        }));
        unclaimed.forEach((execution, end) ->
                violations.add("execution " + execution + " ended without having been triggered: " + end));
    }

    /** Those that were emitted ahead of the disabling are withdrawn, unless their worker was faster. */
    private static boolean endedWell(Instant nominal, Seen end, Instant disabled) {
        FinalState state = end.event().getEnded().getState();
        return state == FinalState.EXECUTION_SUCCEEDED
                || (state == FinalState.EXECUTION_WITHDRAWN && nominal.isAfter(disabled));
    }
}
