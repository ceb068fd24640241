package dev.carillon.core.scheduling;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.time.Bounds;
import dev.carillon.core.time.CalendarInterval;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.OnDemand;
import dev.carillon.core.time.OneTime;
import java.time.Instant;
import java.util.Optional;

/** Whether a schedule will ever fire. */
final class Feasibility {

    private Feasibility() {}

    /**
     * Why the schedule will never fire, if so. A one-time instant that has just passed is accepted for a job that never
     * was before: nothing else can have fired at it.
     */
    static Optional<String> impossible(JobDefinition definition, Instant now, boolean firstEver) {
        Bounds bounds = definition.bounds();
        return switch (definition.schedule()) {
            case OneTime once -> {
                Instant earliest = firstEver ? now.minus(definition.misfire().threshold()) : now;
                yield once.at().isBefore(earliest)
                        ? Optional.of("the one-time instant has passed: " + once.at())
                        : bounds.clamp(once.at()).filter(once.at()::equals).isPresent()
                                ? Optional.empty()
                                : Optional.of("the one-time instant is outside of the bounds: " + once.at());
            }
            case CronSchedule cron ->
                noneLeft(definition, now).map(none -> "the cron expression has " + none + ": " + cron.expression());
            case FixedRate rate -> noneLeft(definition, now).map(none -> "the fixed rate has " + none);
            case CalendarInterval interval ->
                noneLeft(definition, now).map(none -> "the calendar interval has " + none);
            case FixedDelay delay ->
                bounds.clamp(now).isPresent()
                        ? Optional.empty()
                        : Optional.of("the end of the schedule has passed: " + bounds.until());
            case OnDemand demand -> Optional.empty();
        };
    }

    private static Optional<String> noneLeft(JobDefinition definition, Instant now) {
        if (definition.nextFire(now).isPresent()) {
            return Optional.empty();
        }
        Instant until = definition.bounds().until();
        return Optional.of("no fire after now" + (until == null ? "" : " and before its end, " + until));
    }
}
