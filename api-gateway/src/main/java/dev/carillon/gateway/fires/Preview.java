package dev.carillon.gateway.fires;

import dev.carillon.core.time.Bounds;
import dev.carillon.core.time.CalendarInterval;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When a schedule would fire that no job has yet. */
public final class Preview {

    private Preview() {}

    /** @param calendar that excludes the fire; empty when it would fire */
    public record Planned(Instant nominal, Optional<String> calendar) {}

    /** @param now from which a schedule counts that leaves its begin to the scheduler */
    public static List<Planned> of(
            Schedule schedule,
            Bounds bounds,
            List<String> calendars,
            CalendarCheck calendarCheck,
            Instant now,
            Window window) {
        Schedule anchored = anchored(schedule, now);
        List<Planned> fires = new ArrayList<>();
        Optional<Instant> next = bounds.nextAfter(anchored, window.from().minusMillis(1));
        while (fires.size() < window.count() && next.isPresent() && next.get().isBefore(window.until())) {
            fires.add(new Planned(next.get(), calendarCheck.excluding(calendars, next.get())));
            next = bounds.nextAfter(anchored, next.get());
        }
        return fires;
    }

    /** As the scheduler does when it accepts a job. */
    private static Schedule anchored(Schedule schedule, Instant now) {
        return switch (schedule) {
            case FixedRate rate when rate.anchor().equals(Instant.EPOCH) -> new FixedRate(rate.period(), now);
            case CalendarInterval interval when interval.start().equals(Instant.EPOCH) -> interval.from(now);
            default -> schedule;
        };
    }
}
