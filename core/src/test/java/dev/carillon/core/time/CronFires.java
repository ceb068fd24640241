package dev.carillon.core.time;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;

/** Lists fires as local times with offset, so that a test reads like a timetable. */
final class CronFires {
    private CronFires() {}

    static List<String> next(int count, String cron, String zone, String after) {
        return next(count, CronExpression.parse(cron), zone, after, DstPolicy.DEFAULT);
    }

    static List<String> next(int count, CronExpression cron, String zone, String after, DstPolicy policy) {
        ZoneId zoneId = ZoneId.of(zone);
        Instant from = OffsetDateTime.parse(after).toInstant();
        return new CronSchedule(cron, zoneId, policy)
                .preview(from, count).stream()
                        .map(fire -> fire.atZone(zoneId).toOffsetDateTime().toString())
                        .toList();
    }

    /** In UTC, without the offset. */
    static List<String> nextUtc(int count, String cron, String after) {
        return nextUtc(count, CronExpression.parse(cron), after);
    }

    static List<String> nextUtc(int count, CronExpression cron, String after) {
        return next(count, cron, "UTC", after + "Z", DstPolicy.DEFAULT).stream()
                .map(fire -> fire.substring(0, fire.length() - 1))
                .toList();
    }
}
