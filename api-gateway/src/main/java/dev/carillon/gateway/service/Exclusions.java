package dev.carillon.gateway.service;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the calendars of a namespace exclude, by their present versions. */
@FunctionalInterface
public interface Exclusions {

    /** No calendar is known. */
    Exclusions NONE = (calendars, nominal) -> Optional.empty();

    /**
     * @param calendars names, in the order of the job's definition
     * @return the first of them that excludes the time
     */
    Optional<String> by(List<String> calendars, Instant nominal);
}
