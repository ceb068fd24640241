package dev.carillon.gateway.nativeapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.Audit;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.DateRange;
import dev.carillon.core.job.DateRanges;
import dev.carillon.core.job.Exclusions;
import dev.carillon.core.job.InvalidDefinitionException;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.TimeWindow;
import dev.carillon.gateway.json.StrictJson;
import java.time.DayOfWeek;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Calendars in the native form. */
final class CalendarJson {

    private final ScheduleJson zones;

    /** @param zones reads zones, with the default of this gateway */
    CalendarJson(ScheduleJson zones) {
        this.zones = zones;
    }

    /**
     * A calendar as it was sent.
     *
     * @param revision that the sender has seen; 0 when the body does not say
     */
    record Sent(Calendar calendar, long revision) {}

    /**
     * @param old the one of the path, whose namespace and name the body may leave out and must not change; empty when a
     *     calendar is to be made
     * @throws dev.carillon.gateway.service.ApiException INVALID, naming the field
     */
    Sent read(FieldReader json, Optional<Calendar> old) {
        if (json.has("audit")) {
            throw FieldReader.invalid("audit", "is written by the scheduler, leave it out");
        }
        String namespace = old.map(known -> same(json, "namespace", known.namespace()))
                .orElseGet(() -> json.text("namespace", "default"));
        String name = old.map(known -> same(json, "name", known.name())).orElseGet(() -> json.text("name"));
        JobId id = Calendar.idOf(namespace, name);
        if (json.number("id", id.value()) != id.value()) {
            throw FieldReader.invalid("id", "is given by the path or by the server, leave it out");
        }
        long revision = json.number("revision", 0);
        if (revision < 0) {
            throw FieldReader.invalid("revision", "must not be negative");
        }
        Calendar calendar =
                new Calendar(id, namespace, name, 0, json.text("description", ""), exclusions(json), Audit.NONE);
        json.done();
        return new Sent(calendar, revision);
    }

    private static String same(FieldReader json, String field, String known) {
        String sent = json.text(field, known);
        if (!sent.equals(known)) {
            throw FieldReader.invalid(field, "never changes: must stay " + known + " or be left out");
        }
        return known;
    }

    private Exclusions exclusions(FieldReader json) {
        ZoneId zone = zones.zone(json);
        List<DateRange> dates = new ArrayList<>();
        for (FieldReader range : json.objects("dates")) {
            String first = range.text("first");
            String last = range.text("last", "");
            dates.add(part(range, () -> DateRange.parse(first, last)));
        }
        Set<MonthDay> yearly = new LinkedHashSet<>();
        List<String> days = json.texts("yearly");
        for (int i = 0; i < days.size(); i++) {
            yearly.add(day("yearly[" + i + "]", days.get(i)));
        }
        List<TimeWindow> windows = new ArrayList<>();
        for (FieldReader window : json.objects("windows")) {
            String from = window.text("from");
            String until = window.text("until");
            Set<DayOfWeek> weekdays = weekdays(window);
            windows.add(part(window, () -> TimeWindow.parse(from, until, weekdays)));
        }
        return new Exclusions(
                zone, DateRanges.of(dates), yearly, weekdays(json), windows, json.flag("inverted", false));
    }

    private static <T> T part(FieldReader json, Supplier<T> value) {
        json.done();
        try {
            return value.get();
        } catch (InvalidDefinitionException e) {
            throw e.at(json.pathOf(e.field()));
        }
    }

    private static MonthDay day(String path, String text) {
        try {
            return Exclusions.yearlyDay(text);
        } catch (InvalidDefinitionException e) {
            throw e.at(path);
        }
    }

    private static Set<DayOfWeek> weekdays(FieldReader json) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        List<String> names = json.texts("weekdays");
        for (int i = 0; i < names.size(); i++) {
            days.add(PolicyJson.oneOf(json.pathOf("weekdays[" + i + "]"), names.get(i), DayOfWeek.class));
        }
        return days;
    }

    static ObjectNode write(Calendar calendar) {
        Exclusions exclusions = calendar.exclusions();
        ObjectNode json = StrictJson.object();
        json.put("id", calendar.id().value()).put("revision", calendar.revision());
        json.put("namespace", calendar.namespace()).put("name", calendar.name());
        json.put("description", calendar.description())
                .put("zone", exclusions.zone().getId());
        ArrayNode dates = json.putArray("dates");
        exclusions.dates().list().forEach(range -> write(dates.addObject(), range));
        ArrayNode yearly = json.putArray("yearly");
        exclusions.yearly().forEach(day -> yearly.add(Exclusions.text(day)));
        write(json.putArray("weekdays"), exclusions.weekdays());
        ArrayNode windows = json.putArray("windows");
        exclusions.windows().forEach(window -> write(windows.addObject(), window));
        json.put("inverted", exclusions.inverted());
        JobJson.write(json.putObject("audit"), calendar.audit());
        return json;
    }

    private static void write(ObjectNode json, DateRange range) {
        json.put("first", range.first().toString()).put("last", range.last().toString());
    }

    private static void write(ObjectNode json, TimeWindow window) {
        json.put("from", window.fromText()).put("until", window.untilText());
        write(json.putArray("weekdays"), window.weekdays());
    }

    private static void write(ArrayNode json, Set<DayOfWeek> weekdays) {
        weekdays.forEach(day -> json.add(day.name()));
    }
}
