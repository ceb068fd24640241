package dev.carillon.gateway.fires;

import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.Exclusions;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the calendars of a namespace exclude, as they are now. The scheduler judges a fire when its turn comes, by the calendars
 * as they are then.
 *
 * @param known by name
 */
public record CalendarCheck(Map<String, Exclusions> known) {

    public static final CalendarCheck NONE = new CalendarCheck(Map.of());

    public CalendarCheck {
        known = Map.copyOf(known);
    }

    public static CalendarCheck of(Collection<Calendar> calendars) {
        return new CalendarCheck(calendars.stream().collect(Collectors.toMap(Calendar::name, Calendar::exclusions)));
    }

    /** The first of these that is not known. */
    public Optional<String> unknown(List<String> names) {
        return names.stream().filter(name -> !known.containsKey(name)).findFirst();
    }

    /** The first of these, in the order of the job's definition, that excludes the time; one that is not known excludes none. */
    Optional<String> excluding(List<String> names, Instant nominal) {
        return names.stream()
                .filter(name -> known.getOrDefault(name, Exclusions.NONE)
                        .excludes(nominal)
                        .isPresent())
                .findFirst();
    }
}
