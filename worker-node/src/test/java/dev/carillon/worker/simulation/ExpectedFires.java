package dev.carillon.worker.simulation;

import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.OneTime;
import dev.carillon.core.time.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** When schedules fire, by formulas so plain that they need no proof; nothing of the product computes here. */
final class ExpectedFires {

    private ExpectedFires() {}

    /** Whether there is a formula. The fires of a fixed delay depend on the ends of its runs. */
    static boolean isKnown(Schedule schedule) {
        return schedule instanceof FixedRate || schedule instanceof CronSchedule || schedule instanceof OneTime;
    }

    /** All fires in (after, until]. */
    static List<Instant> between(Schedule schedule, Instant after, Instant until) {
        return switch (schedule) {
            case FixedRate rate ->
                every(
                        rate.period().toMillis(),
                        rate.anchor().toEpochMilli(),
                        rate.anchor().toEpochMilli(),
                        after,
                        until);
            case CronSchedule cron -> every(secondsOf(cron) * 1000L, 0, Long.MIN_VALUE, after, until);
            case OneTime once -> once.at().isAfter(after) && !once.at().isAfter(until) ? List.of(once.at()) : List.of();
            default -> List.of();
        };
    }

    /** Simulations use one shape of cron expressions only: every n seconds, with n a divisor of 60. */
    private static long secondsOf(CronSchedule cron) {
        String text = cron.expression().toString();
        String seconds = text.substring(text.indexOf('/') + 1, text.indexOf(' '));
        return Long.parseLong(seconds);
    }

    private static List<Instant> every(long period, long anchor, long least, Instant after, Instant until) {
        List<Instant> fires = new ArrayList<>();
        long k = Math.floorDiv(after.toEpochMilli() - anchor, period);
        for (long fire = anchor + k * period; fire <= until.toEpochMilli(); fire += period) {
            if (fire >= least && fire > after.toEpochMilli()) {
                fires.add(Instant.ofEpochMilli(fire));
            }
        }
        return fires;
    }
}
