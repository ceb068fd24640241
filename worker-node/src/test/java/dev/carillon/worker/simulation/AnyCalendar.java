package dev.carillon.worker.simulation;

import dev.carillon.core.job.Audit;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.DateRange;
import dev.carillon.core.job.DateRanges;
import dev.carillon.core.job.Exclusions;
import dev.carillon.core.job.TimeWindow;
import dev.carillon.testkit.simulation.Simulation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/**
 * Calendars made by chance, and what they exclude by a formula so plain that it needs no proof; nothing of the product
 * computes here. A world lasts less than a minute, so that most of them exclude some seconds of it.
 */
final class AnyCalendar {

    static final String NAMESPACE = "default";
    static final List<String> NAMES = List.of("holidays", "freeze", "maintenance");

    private static final List<ZoneId> ZONES =
            List.of(ZoneOffset.UTC, ZoneId.of("Asia/Shanghai"), ZoneId.of("America/New_York"));

    private AnyCalendar() {}

    static Calendar named(String name, Simulation simulation) {
        return new Calendar(Calendar.idOf(NAMESPACE, name), NAMESPACE, name, 0, "", exclusions(simulation), Audit.NONE);
    }

    private static Exclusions exclusions(Simulation simulation) {
        ZonedDateTime now = simulation
                .now()
                .atZone(ZONES.get(simulation.random().nextInt(ZONES.size())))
                .truncatedTo(ChronoUnit.SECONDS);
        LocalDate today = now.toLocalDate();
        DateRanges day = DateRanges.of(List.of(new DateRange(today, today)));
        return switch (simulation.random().nextInt(10)) {
            case 0 -> new Exclusions(now.getZone(), day, Set.of(), Set.of(), List.of(), false);
            case 1 ->
                new Exclusions(
                        now.getZone(), DateRanges.NONE, Set.of(MonthDay.from(today)), Set.of(), List.of(), false);
            case 2 ->
                new Exclusions(
                        now.getZone(),
                        DateRanges.NONE,
                        Set.of(),
                        Set.of(today.plusDays(1).getDayOfWeek()),
                        List.of(window(simulation, now.toLocalTime())),
                        false);
            case 3 ->
                new Exclusions(
                        now.getZone(),
                        DateRanges.NONE,
                        Set.of(),
                        Set.of(),
                        List.of(window(simulation, now.toLocalTime()), window(simulation, now.toLocalTime())),
                        true);
            default ->
                new Exclusions(
                        now.getZone(),
                        DateRanges.NONE,
                        Set.of(),
                        Set.of(),
                        List.of(window(simulation, now.toLocalTime()), window(simulation, now.toLocalTime())),
                        false);
        };
    }

    /** Some seconds, from now at the earliest, so that it does not pass midnight. */
    private static TimeWindow window(Simulation simulation, LocalTime now) {
        LocalTime from = now.plusSeconds(simulation.random().nextInt(12));
        return new TimeWindow(from, from.plusSeconds(simulation.random().nextInt(2, 10)), Set.of());
    }

    /** Whether it excludes the instant. */
    static boolean excludes(Calendar calendar, Instant at) {
        Exclusions exclusions = calendar.exclusions();
        ZonedDateTime local = at.atZone(exclusions.zone());
        LocalDate day = local.toLocalDate();
        LocalTime time = local.toLocalTime();
        boolean named = exclusions.dates().list().stream()
                        .anyMatch(range -> !day.isBefore(range.first()) && !day.isAfter(range.last()))
                || exclusions.yearly().contains(MonthDay.from(day))
                || exclusions.weekdays().contains(day.getDayOfWeek())
                || exclusions.windows().stream()
                        .anyMatch(window -> !time.isBefore(window.from()) && time.isBefore(window.until()));
        return named != exclusions.inverted();
    }
}
