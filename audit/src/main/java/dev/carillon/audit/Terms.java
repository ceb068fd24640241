package dev.carillon.audit;

import dev.carillon.audit.time.Jitter;
import dev.carillon.audit.time.Owing;
import dev.carillon.audit.time.Schedules;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.MisfirePolicy;
import dev.carillon.proto.v1.OverlapPolicy;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one revision of a definition says about its fires and their time, and nothing of what they run.
 *
 * @param quarantined the scheduler gave the job up until it is replaced
 * @param owing its schedule, within its bounds
 * @param delay milliseconds, of a fixed delay; else 0
 * @param once its instant, of a one-time schedule; else 0
 * @param jitter the most that a fire may be due after its nominal time, milliseconds
 * @param queues whether a fire that finds as many executions as may run waits for its turn
 * @param timeLimit what an attempt may take, milliseconds; 0: as long as it likes
 * @param timing whatever decides the fires, to be compared
 * @param problem why the schedule cannot be read; null when it can
 */
record Terms(
        long jobId,
        long revision,
        String namespace,
        boolean enabled,
        boolean paused,
        boolean quarantined,
        Owing owing,
        long delay,
        long once,
        long from,
        long until,
        long jitter,
        List<String> calendars,
        int maxConcurrency,
        boolean queues,
        MisfirePolicy misfire,
        long timeLimit,
        Object timing,
        @Nullable String problem) {

    private static final long MISFIRE_THRESHOLD_DEFAULT = 60_000;

    static Terms of(JobDefinition definition, Schedules schedules) {
        Owing owing = Owing.NOTHING;
        String problem = null;
        try {
            owing = schedules.of(definition);
        } catch (RuntimeException e) { // Whatever it is: the job cannot be judged, the others can.
            problem = "the schedule of revision " + definition.getRevision() + " cannot be read: " + e.getMessage();
        }
        var schedule = definition.getSchedule();
        OverlapPolicy.Mode overlap = definition.getOverlap().getMode();
        return new Terms(
                definition.getId(),
                definition.getRevision(),
                definition.getNamespace(),
                definition.getEnabled(),
                definition.getPausedAtMs() != 0,
                false,
                owing,
                schedule.getFixedDelay().getDelayMs(),
                schedule.getOneTime().getAtMs(),
                definition.getFromMs(),
                definition.getUntilMs(),
                definition.getJitterMs(),
                List.copyOf(definition.getCalendarsList()),
                definition.getMaxConcurrency(),
                overlap == OverlapPolicy.Mode.QUEUE_ONE
                        || overlap == OverlapPolicy.Mode.QUEUE_ALL
                        || overlap == OverlapPolicy.Mode.REPLACE,
                definition.getMisfire(),
                definition.getTimeout().getLimitMs(),
                List.of(schedule, definition.getFromMs(), definition.getUntilMs()),
                problem);
    }

    boolean owes() {
        return enabled && !paused && !quarantined;
    }

    /** Milliseconds after its due instant from which on a fire falls under the misfire policy. */
    long misfireThreshold() {
        return misfire.getThresholdMs() == 0 ? MISFIRE_THRESHOLD_DEFAULT : misfire.getThresholdMs();
    }

    long due(long nominal) {
        return nominal + Jitter.of(jobId, nominal, jitter, owing);
    }

    boolean isFixedDelay() {
        return delay > 0;
    }

    boolean sameTiming(@Nullable Terms other) {
        return other != null && Objects.equals(timing, other.timing) && enabled == other.enabled;
    }

    Terms quarantine() {
        return with(enabled, paused, true);
    }

    Terms with(boolean nowEnabled, boolean nowPaused, boolean nowQuarantined) {
        return new Terms(
                jobId,
                revision,
                namespace,
                nowEnabled,
                nowPaused,
                nowQuarantined,
                owing,
                delay,
                once,
                from,
                until,
                jitter,
                calendars,
                maxConcurrency,
                queues,
                misfire,
                timeLimit,
                timing,
                problem);
    }
}
