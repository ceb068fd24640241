package dev.carillon.core.time.peers;

import static dev.carillon.core.time.peers.Peer.CRON_UTILS_QUARTZ;
import static dev.carillon.core.time.peers.Peer.CRON_UTILS_SPRING;
import static dev.carillon.core.time.peers.Peer.CRON_UTILS_UNIX;
import static dev.carillon.core.time.peers.Peer.QUARTZ;
import static dev.carillon.core.time.peers.Peer.SPRING;

import dev.carillon.core.time.DstPolicy;
import dev.carillon.core.time.DstPolicy.Gap;
import dev.carillon.core.time.DstPolicy.Overlap;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where another engine answers differently, and why. Whatever fits none of these is an error of one of the two. docs/cron.md
 * has the same list with examples.
 */
enum Disagreement {
    QUARTZ_IGNORES_STEP_OF_NAMES(
            "reads MON-FRI/2 as MON-FRI: the step behind a range of names is ignored",
            c -> c.of(QUARTZ) && (c.month() + "," + c.dayOfWeek()).matches(".*[A-Z]{3}/.*")),
    QUARTZ_MISSES_NEAREST_WEEKDAYS(
            "looks for day n of nW from the current day on, so a weekday later than n is missed, and for LW starts at the time"
                    + " of day of the instant asked after",
            c -> c.of(QUARTZ) && c.dayOfMonth().contains("W")),
    QUARTZ_GIVES_UP_AFTER_A_CENTURY(
            "looks a hundred years ahead of today at most",
            c -> c.of(QUARTZ) && c.theyAnswer(Optional.empty()) && c.isOursIn22ndCentury()),
    QUARTZ_HAS_OTHER_OFFSETS(
            "asks java.util.TimeZone, which differs from java.time in some zones after 2037",
            c -> c.of(QUARTZ) && c.isOffsetDisputed()),
    QUARTZ_SKIPS_GAPS_AND_TAKES_SECOND(
            "gives no fire for a time in a gap and, for a time that happens twice, the second",
            c -> c.of(QUARTZ) && c.isOursUnder(new DstPolicy(Gap.SKIP, Overlap.SECOND))),
    QUARTZ_MIXES_THE_PASSES_OF_AN_OVERLAP(
            "takes the first or the second pass, depending on the instant asked after",
            c -> c.of(QUARTZ) && c.isNearChange(false)),
    QUARTZ_LOSES_FIRES_AFTER_A_GAP(
            "sets an hour that does not exist, and goes on behind the matches after it",
            c -> c.of(QUARTZ) && c.isNearChange(true)),

    SPRING_READS_SUNDAY_TO_SUNDAY_AS_EVERY_DAY(
            "reads 7-7 as 0-7", c -> c.of(SPRING) && c.dayOfWeek().matches("(.*,)?(7-7|SUN-SUN|SUN-7|7-SUN)([,/].*)?")),
    SPRING_COUNTS_L_OFFSETS_INTO_THE_MONTH_BEFORE(
            "L-30 of February is 29 January for it; a month without that day has no fire for us",
            c -> c.of(SPRING) && c.dayOfMonth().matches("(.*,)?L-(28|29|30)(,.*)?")),
    SPRING_LOSES_THE_LAST_SUNDAY(
            "moves 31W on Sunday the 31st to the 1st and then does not know it again, so the month has no fire; Quartz's rule is"
                    + " that W does not leave the month",
            c -> c.of(SPRING) && c.dayOfMonth().matches("(.*,)?(28|29|30|31)W(,.*)?")),
    SPRING_MISSES_1W_ON_THE_2ND(
            "asked on Sunday the 2nd it does not see that 1W is Monday the 3rd",
            c -> c.of(SPRING) && c.dayOfMonth().matches("(.*,)?1W(,.*)?")),
    SPRING_SKIPS_GAPS_AND_TAKES_BOTH(
            "gives no fire for a time in a gap and two for a time that happens twice",
            c -> c.of(SPRING) && c.isOursUnder(new DstPolicy(Gap.SKIP, Overlap.BOTH))),
    SPRING_LOSES_FIRES_AFTER_A_GAP(
            "rolls over to an hour or midnight that does not exist, and goes on behind the matches after it",
            c -> c.of(SPRING) && c.isNearChange(true)),
    SPRING_LOSES_ITS_WAY_IN_AN_OVERLAP(
            "in an overlap of half an hour, or at midnight, it misses fires of the second pass or answers with an instant that"
                    + " is not after the one asked after",
            c -> c.of(SPRING) && c.isNearChange(false)),

    CRON_UTILS_IGNORES_L_IN_LISTS(
            "drops L from a list: 9,L is 9",
            c -> c.isCronUtils() && c.dayOfMonth().matches("(.*,)?\\d+,L")),
    CRON_UTILS_CUTS_RANGES_THAT_WRAP(
            "leaves out the values of 50-10 that lie before the end of the field, or fails",
            c -> c.of(CRON_UTILS_QUARTZ) && c.hasRangeThatWraps()),
    CRON_UTILS_FAILS_AT_DAYS_THE_MONTH_HAS_NOT(
            "throws when nW or n#k names a day that the month does not have",
            c -> c.isCronUtils() && c.fails("Invalid date '")),
    CRON_UTILS_TAKES_STAR_STEP_AS_RESTRICTED(
            "joins the two day fields by or although one begins with *; Vixie's cron joins them by and",
            c -> c.of(CRON_UTILS_UNIX)
                    && (c.dayOfMonth().startsWith("*/") || c.dayOfWeek().startsWith("*/"))),
    CRON_UTILS_STARTS_THE_WEEK_ELSEWHERE(
            "counts */n of the week from Sunday also in the dialect of Spring, where it counts from Monday, and 7/n from 0",
            c -> c.of(CRON_UTILS_UNIX, CRON_UTILS_SPRING) && c.dayOfWeek().matches("(.*,)?(\\*|0|7|SUN)/.*")),
    CRON_UTILS_HAS_NO_RANGE_FROM_SUNDAY(
            "reads SUN as 7 where a range begins, and refuses SUN-TUE or fails at it",
            c -> c.of(CRON_UTILS_UNIX, CRON_UTILS_SPRING)
                    && c.dayOfWeek().matches("(.*,)?SUN-.*")
                    && (c.fails("Invalid range! [7,") || c.fails("Collection is empty"))),
    CRON_UTILS_FIRES_ON_A_SUNDAY_FOR_W(
            "gives Sunday the 31st for 31W, which is Friday the 29th",
            c -> c.isCronUtils() && c.dayOfMonth().matches("(28|29|30|31)W")),
    CRON_UTILS_GIVES_UP_AFTER_A_CENTURY(
            "says never when the next fire is more than a hundred years ahead",
            c -> c.isCronUtils() && c.theyAnswer(Optional.empty()) && c.isFarAhead()),
    CRON_UTILS_SKIPS_GAPS(
            "gives no fire for a time in a gap, whatever the expression",
            c -> c.isCronUtils() && c.isOursUnder(new DstPolicy(Gap.SKIP, Overlap.FIRST))),
    CRON_UTILS_LOSES_FIRES_AFTER_A_GAP(
            "goes on behind the matches after a gap, or shifts midnight of another day",
            c -> c.isCronUtils() && c.isNearChange(true)),
    CRON_UTILS_MIXES_THE_PASSES_OF_AN_OVERLAP(
            "takes the first pass, the second or both, depending on the instant asked after",
            c -> c.isCronUtils() && c.isNearChange(false));

    private final String reason;
    private final Predicate<Comparison> rule;

    Disagreement(String reason, Predicate<Comparison> rule) {
        this.reason = reason;
        this.rule = rule;
    }

    String reason() {
        return reason;
    }

    static Optional<Disagreement> of(Comparison comparison) {
        return Stream.of(values()).filter(each -> each.rule.test(comparison)).findFirst();
    }
}
