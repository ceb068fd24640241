package dev.carillon.kafka.codec;

import dev.carillon.core.job.Audit;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.DateRange;
import dev.carillon.core.job.DateRanges;
import dev.carillon.core.job.Exclusions;
import dev.carillon.core.job.InvalidDefinitionException;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.TimeWindow;
import dev.carillon.core.scheduling.Event;
import dev.carillon.core.time.Zones;
import java.time.DayOfWeek;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calendars, as they stand in {@code calendars}, in commands and in history. */
public final class CalendarCodec {

    private CalendarCodec() {}

    public static byte[] encode(Event.CalendarPut copy) {
        return toProto(copy.calendar()).toBuilder()
                .setDeleted(copy.deleted())
                .build()
                .toByteArray();
    }

    /**
     * Reads the value of a record of {@code calendars}.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static Event.CalendarPut decode(byte @Nullable [] bytes) {
        var wire = Fields.parse(dev.carillon.proto.v1.Calendar.parser(), "Calendar", bytes);
        return new Event.CalendarPut(fromProto(wire), wire.getDeleted());
    }

    public static dev.carillon.proto.v1.Calendar toProto(Calendar calendar) {
        Audit audit = calendar.audit();
        Exclusions exclusions = calendar.exclusions();
        var wire = dev.carillon.proto.v1.Calendar.newBuilder()
                .setId(calendar.id().value())
                .setNamespace(calendar.namespace())
                .setName(calendar.name())
                .setRevision(calendar.revision())
                .setDescription(calendar.description())
                .setZone(
                        exclusions.zone().equals(ZoneOffset.UTC)
                                ? ""
                                : exclusions.zone().getId())
                .setInverted(exclusions.inverted())
                .setCreatedAtMs(Fields.ms(audit.createdAt()))
                .setCreatedBy(audit.createdBy())
                .setUpdatedAtMs(Fields.ms(audit.updatedAt()))
                .setUpdatedBy(audit.updatedBy());
        exclusions.dates().list().forEach(range -> wire.addDates(toProto(range)));
        exclusions.yearly().forEach(day -> wire.addYearly(Exclusions.text(day)));
        exclusions.weekdays().forEach(day -> wire.addWeekdays(day.getValue()));
        exclusions.windows().forEach(window -> wire.addWindows(toProto(window)));
        return wire.build();
    }

    private static dev.carillon.proto.v1.DateRange toProto(DateRange range) {
        return dev.carillon.proto.v1.DateRange.newBuilder()
                .setFirst(range.first().toString())
                .setLast(range.last().equals(range.first()) ? "" : range.last().toString())
                .build();
    }

    private static dev.carillon.proto.v1.TimeWindow toProto(TimeWindow window) {
        return dev.carillon.proto.v1.TimeWindow.newBuilder()
                .setFrom(window.fromText())
                .setUntil(window.untilText())
                .addAllWeekdays(
                        window.weekdays().stream().map(DayOfWeek::getValue).toList())
                .build();
    }

    /**
     * Reads the calendar of a command or an event, which may leave out its id: it is then that of the whole.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    static Calendar fromProto(dev.carillon.proto.v1.Calendar wire, JobId id) {
        if (wire.getId() != 0 && wire.getId() != id.value()) {
            throw new UnreadableRecordException("id", "must be the command's job_id " + id + ", was " + wire.getId());
        }
        return fromProto(wire.toBuilder().setId(id.value()).build());
    }

    /**
     * Checks a message and makes a value of it.
     *
     * @throws UnreadableRecordException naming the first field that is not allowed
     */
    public static Calendar fromProto(dev.carillon.proto.v1.Calendar wire) {
        Audit audit = new Audit(
                Fields.instant("created_at_ms", wire.getCreatedAtMs()),
                wire.getCreatedBy(),
                Fields.instant("updated_at_ms", wire.getUpdatedAtMs()),
                wire.getUpdatedBy());
        Exclusions exclusions = exclusions(wire);
        return Fields.checked(() -> new Calendar(
                Fields.jobId("id", wire.getId()),
                wire.getNamespace(),
                wire.getName(),
                Fields.atLeast("revision", 0, wire.getRevision()),
                wire.getDescription(),
                exclusions,
                audit));
    }

    private static Exclusions exclusions(dev.carillon.proto.v1.Calendar wire) {
        ZoneId zone =
                wire.getZone().isEmpty() ? ZoneOffset.UTC : Fields.checked("zone", () -> Zones.parse(wire.getZone()));
        List<DateRange> dates = new ArrayList<>();
        for (var range : wire.getDatesList()) {
            dates.add(element("dates", dates.size(), () -> DateRange.parse(range.getFirst(), range.getLast())));
        }
        Set<MonthDay> yearly = new LinkedHashSet<>();
        for (int i = 0; i < wire.getYearlyCount(); i++) {
            yearly.add(yearly(i, wire.getYearly(i)));
        }
        List<TimeWindow> windows = new ArrayList<>();
        for (var window : wire.getWindowsList()) {
            String at = "windows[" + windows.size() + "].weekdays";
            Set<DayOfWeek> days = weekdays(at, window.getWeekdaysList());
            windows.add(element(
                    "windows", windows.size(), () -> TimeWindow.parse(window.getFrom(), window.getUntil(), days)));
        }
        Set<DayOfWeek> weekdays = weekdays("weekdays", wire.getWeekdaysList());
        return Fields.checked(
                () -> new Exclusions(zone, DateRanges.of(dates), yearly, weekdays, windows, wire.getInverted()));
    }

    private static MonthDay yearly(int index, String text) {
        try {
            return Exclusions.yearlyDay(text);
        } catch (InvalidDefinitionException e) {
            throw UnreadableRecordException.of(e.at("yearly[" + index + "]"));
        }
    }

    private static Set<DayOfWeek> weekdays(String field, List<Integer> numbers) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (int i = 0; i < numbers.size(); i++) {
            int number = numbers.get(i);
            if (number < 1 || number > 7) {
                throw new UnreadableRecordException(
                        field + "[" + i + "]", "must be 1 Monday … 7 Sunday, was " + number);
            }
            days.add(DayOfWeek.of(number));
        }
        return days;
    }

    private static <T> T element(String list, int index, Supplier<T> value) {
        try {
            return value.get();
        } catch (InvalidDefinitionException e) {
            throw UnreadableRecordException.of(e.at(list + "[" + index + "]." + e.field()));
        }
    }
}
