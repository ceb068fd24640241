package dev.carillon.audit.time;

import dev.carillon.proto.v1.Calendar;
import dev.carillon.proto.v1.TimeWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;

/** An exclusion calendar, see docs/jobs.md: whether the jobs that name it do not fire at an instant. */
public final class CalendarRule {

    private static final String END_OF_DAY = "24:00";

    private final ZoneId zone;
    private final Predicate<LocalDateTime> named;
    private final boolean inverted;

    private CalendarRule(ZoneId zone, Predicate<LocalDateTime> named, boolean inverted) {
        this.zone = zone;
        this.named = named;
        this.inverted = inverted;
    }

    /** @throws RuntimeException when it cannot be read */
    public static CalendarRule of(Calendar wire) {
        Predicate<LocalDateTime> named = time -> false;
        for (var range : wire.getDatesList()) {
            LocalDate first = LocalDate.parse(range.getFirst());
            LocalDate last = range.getLast().isEmpty() ? first : LocalDate.parse(range.getLast());
            named = named.or(time ->
                    !time.toLocalDate().isBefore(first) && !time.toLocalDate().isAfter(last));
        }
        for (String yearly : wire.getYearlyList()) {
            MonthDay day = MonthDay.parse("--" + yearly);
            named = named.or(time -> MonthDay.from(time).equals(day));
        }
        for (int weekday : wire.getWeekdaysList()) {
            named = named.or(time -> time.getDayOfWeek() == DayOfWeek.of(weekday));
        }
        for (TimeWindow window : wire.getWindowsList()) {
            named = named.or(window(window));
        }
        return new CalendarRule(Schedules.zone(wire.getZone()), named, wire.getInverted());
    }

    private static Predicate<LocalDateTime> window(TimeWindow wire) {
        LocalTime from = LocalTime.parse(wire.getFrom());
        boolean toMidnight = wire.getUntil().equals(END_OF_DAY);
        LocalTime until = toMidnight ? LocalTime.MIDNIGHT : LocalTime.parse(wire.getUntil());
        boolean overnight = !until.isAfter(from);
        List<DayOfWeek> days =
                wire.getWeekdaysList().stream().map(DayOfWeek::of).toList();
        Predicate<LocalDate> begins = date -> days.isEmpty() || days.contains(date.getDayOfWeek());
        return time -> {
            LocalTime clock = time.toLocalTime();
            LocalDate today = time.toLocalDate();
            if (!overnight) {
                return begins.test(today) && !clock.isBefore(from) && clock.isBefore(until);
            }
            return begins.test(today) && !clock.isBefore(from)
                    || begins.test(today.minusDays(1)) && clock.isBefore(until);
        };
    }

    public boolean excludes(long epochMs) {
        return named.test(LocalDateTime.ofInstant(Instant.ofEpochMilli(epochMs), zone)) != inverted;
    }
}
