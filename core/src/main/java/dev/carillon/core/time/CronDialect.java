package dev.carillon.core.time;

import java.util.function.Function;

/**
 * How a cron expression is written. Each dialect has a parser of its own; all three give the same model.
 *
 * <table>
 * <caption>Dialects</caption>
 * <tr><th></th><th>{@link #QUARTZ}</th><th>{@link #UNIX}</th><th>{@link #SPRING}</th></tr>
 * <tr><td>fields</td><td>second minute hour day-of-month month day-of-week [year]</td><td>minute hour day-of-month month
 * day-of-week</td><td>second minute hour day-of-month month day-of-week</td></tr>
 * <tr><td>day-of-week</td><td>1–7, 1 = Sunday</td><td>0–7, 0 and 7 = Sunday</td><td>0–7, 0 and 7 = Sunday</td></tr>
 * <tr><td>day-of-month and day-of-week</td><td>one of them is {@code ?}</td><td>either, if neither begins with
 * {@code *}; else both</td><td>both</td></tr>
 * <tr><td>{@code L W LW L-n #}</td><td>yes</td><td>no</td><td>yes, but no {@code L} alone in day-of-week</td></tr>
 * <tr><td>ranges that wrap</td><td>yes, except of years</td><td>no</td><td>no</td></tr>
 * <tr><td>{@code @daily} and its like</td><td>no</td><td>yes</td><td>yes</td></tr>
 * </table>
 */
public enum CronDialect {
    /** Of the Quartz scheduler 2.x, and of most clouds. */
    QUARTZ(QuartzCron::read),
    /** Of crontab(5), Vixie's. */
    UNIX(UnixCron::read),
    /** Of Spring's CronExpression, 5.3 and later. */
    SPRING(SpringCron::read);

    @SuppressWarnings("ImmutableEnumChecker") // a reference to a static method
    private final Function<String, ParsedCron> parser;

    CronDialect(Function<String, ParsedCron> parser) {
        this.parser = parser;
    }

    /** Throws {@link CronSyntaxException} with a message for the author of the text. */
    ParsedCron read(String text) {
        return parser.apply(text);
    }
}
