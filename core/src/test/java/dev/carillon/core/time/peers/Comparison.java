package dev.carillon.core.time.peers;

import dev.carillon.core.time.CronDialect;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.DstPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.Stream;

/** One question put to both engines: when does the expression fire next after this instant, in this zone? */
record Comparison(
        Peer peer, CronExpression expression, ZoneId zone, Instant after, Optional<Instant> ours, Answer theirs) {

    /** What the other engine said. */
    sealed interface Answer {
        /** Empty: never again. */
        record Next(Optional<Instant> fire) implements Answer {}

        /** It refused the expression, or failed to answer. */
        record Failed(String message) implements Answer {}
    }

    boolean agree() {
        return theyAnswer(ours);
    }

    boolean theyAnswer(Optional<Instant> fire) {
        return theirs.equals(new Answer.Next(fire));
    }

    boolean of(Peer... peers) {
        return Stream.of(peers).anyMatch(peer::equals);
    }

    boolean isCronUtils() {
        return of(Peer.CRON_UTILS_QUARTZ, Peer.CRON_UTILS_UNIX, Peer.CRON_UTILS_SPRING);
    }

    boolean fails(String message) {
        return theirs instanceof Answer.Failed(String found) && found.contains(message);
    }

    String dayOfMonth() {
        return field(2);
    }

    String month() {
        return field(3);
    }

    String dayOfWeek() {
        return field(4);
    }

    /** Whether some range ends before it begins. */
    boolean hasRangeThatWraps() {
        return Stream.of(expression.toString().split("[ ,]"))
                .map(item -> item.split("[-/]"))
                .anyMatch(ends -> ends.length > 1 && isBackwards(ends));
    }

    boolean isOursIn22ndCentury() {
        return ours.filter(fire -> fire.atZone(zone).getYear() > 2100).isPresent();
    }

    boolean isFarAhead() {
        return ours.filter(fire -> Duration.between(after, fire).toDays() > 36_500)
                .isPresent();
    }

    /** Whether they say what we would say under another policy for the nights when clocks change. */
    boolean isOursUnder(DstPolicy policy) {
        return theyAnswer(expression.nextAfter(after, zone, policy));
    }

    /** Whether one of the answers, or the instant asked after, lies within a day of a change of the clocks. */
    boolean isNearChange(boolean gap) {
        return instants().anyMatch(at -> isNear(at, gap));
    }

    /** Whether the older time zone API of the JDK gives one of the instants another offset than the newer one. */
    boolean isOffsetDisputed() {
        TimeZone old = TimeZone.getTimeZone(zone);
        return instants()
                .anyMatch(at -> old.getOffset(at.toEpochMilli())
                        != zone.getRules().getOffset(at).getTotalSeconds() * 1000);
    }

    private Stream<Instant> instants() {
        Optional<Instant> fire = theirs instanceof Answer.Next(Optional<Instant> found) ? found : Optional.empty();
        return Stream.of(Optional.of(after), ours, fire).flatMap(Optional::stream);
    }

    private boolean isNear(Instant at, boolean gap) {
        Instant from = at.minus(Duration.ofHours(25));
        ZoneOffsetTransition change = zone.getRules().nextTransition(from);
        return change != null && change.isGap() == gap && change.getInstant().isBefore(at.plus(Duration.ofHours(25)));
    }

    /** Counted from the minute. */
    private String field(int index) {
        int seconds = expression.dialect() == CronDialect.UNIX ? 0 : 1;
        return expression.toString().split(" ")[index + seconds];
    }

    private static boolean isBackwards(String[] ends) {
        return ends[0].matches("\\d+")
                ? ends[1].matches("\\d+") && Integer.parseInt(ends[0]) > Integer.parseInt(ends[1])
                : RandomCron.isBackwards(ends[0], ends[1]);
    }

    @Override
    public String toString() {
        return peer + " '" + expression + "' in " + zone + " after " + at(after) + ": ours "
                + ours.map(this::at).orElse("never") + ", theirs "
                + switch (theirs) {
                    case Answer.Next(Optional<Instant> fire) ->
                        fire.map(this::at).orElse("never");
                    case Answer.Failed(String message) -> message;
                };
    }

    private String at(Instant instant) {
        return instant.atZone(zone).toOffsetDateTime().toString();
    }
}
