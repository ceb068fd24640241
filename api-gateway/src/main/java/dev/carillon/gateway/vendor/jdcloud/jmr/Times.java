package dev.carillon.gateway.vendor.jdcloud.jmr;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Times as this API writes them; empty for none. */
final class Times {

    private final DateTimeFormatter format;

    Times(ZoneId zone) {
        this.format =
                DateTimeFormatter.ofPattern(Guesses.TIME_FORMAT, Locale.ROOT).withZone(zone);
    }

    String of(Instant time) {
        return time.equals(Instant.EPOCH) ? "" : format.format(time);
    }

    String of(Optional<Instant> time) {
        return time.map(this::of).orElse("");
    }

    /** Empty while it goes on. */
    static String duration(Optional<Instant> from, Optional<Instant> to) {
        return from.isPresent() && to.isPresent()
                ? Long.toString(Duration.between(from.get(), to.get()).dividedBy(Guesses.DURATION_UNIT.getDuration()))
                : "";
    }
}
