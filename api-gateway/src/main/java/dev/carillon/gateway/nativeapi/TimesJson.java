package dev.carillon.gateway.nativeapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.DateVariables;
import dev.carillon.core.time.Bounds;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What belongs to a schedule beside its kind: bounds, and the dates that are written into a task. */
final class TimesJson {

    private TimesJson() {}

    static Bounds bounds(Optional<FieldReader> json) {
        return json.map(TimesJson::bounds).orElse(Bounds.NONE);
    }

    private static Bounds bounds(FieldReader json) {
        @Nullable Instant from = json.instant("from").orElse(null);
        @Nullable Instant until = json.instant("until").orElse(null);
        json.done();
        json.checked("from", () -> new Bounds(from, null));
        return json.checked("until", () -> new Bounds(from, until));
    }

    /** Writes the field "bounds" when there are any. */
    static void write(ObjectNode job, Bounds bounds) {
        if (bounds.equals(Bounds.NONE)) {
            return;
        }
        ObjectNode json = job.putObject("bounds");
        if (bounds.from() != null) {
            json.put("from", bounds.from().toString());
        }
        if (bounds.until() != null) {
            json.put("until", bounds.until().toString());
        }
    }

    /** @param zones reads the zone, with the default of this gateway */
    static DateVariables dates(Optional<FieldReader> json, ScheduleJson zones) {
        return json.map(fields -> dates(fields, zones.zone(fields))).orElse(DateVariables.NONE);
    }

    private static DateVariables dates(FieldReader json, ZoneId zone) {
        DateVariables dates = DateVariables.in(zone, json.textMap("named"));
        json.done();
        return dates;
    }

    /** Writes the field "dates" when dates are replaced. */
    static void write(ObjectNode job, DateVariables dates) {
        if (dates.active()) {
            ObjectNode json = job.putObject("dates").put("zone", dates.zone().getId());
            TaskJson.map(json.putObject("named"), dates.named());
        }
    }
}
