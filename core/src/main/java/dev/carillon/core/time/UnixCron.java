package dev.carillon.core.time;

import java.util.List;

/**
 * The dialect of crontab(5): five fields, fires in second 0.
 *
 * <p>As in Vixie's cron, a day must match either of the two day fields if neither of them begins with {@code *}, else
 * both: {@code 0 0 13 * FRI} is every 13th and every Friday, <code>0 0 *&#47;2 * MON</code> the Mondays with an odd date.
 */
final class UnixCron {
    private static final List<FieldSyntax> SYNTAX = List.of(
            FieldSyntax.plain(CronField.MINUTE, false),
            FieldSyntax.plain(CronField.HOUR, false),
            FieldSyntax.plain(CronField.DAY_OF_MONTH, false),
            FieldSyntax.plain(CronField.MONTH, false),
            FieldSyntax.weekFromZero(0));

    private UnixCron() {}

    static ParsedCron read(String text) {
        CronText.checkCharacters(text);
        CronText fields = new CronText(CronMacro.expand(text, CronDialect.UNIX), SYNTAX, SYNTAX.size());
        CronCalendar calendar = new CronCalendar(
                1,
                CronValues.mask(fields.field(CronField.MINUTE)),
                CronValues.mask(fields.field(CronField.HOUR)),
                days(fields.field(CronField.DAY_OF_MONTH), fields.field(CronField.DAY_OF_WEEK)),
                CronValues.mask(fields.field(CronField.MONTH)),
                CronCalendar.everyYear());
        return new ParsedCron(calendar, fields);
    }

    private static DayRule days(CronToken month, CronToken week) {
        DayRule ofMonth = CronDays.plainMonth(month);
        DayRule ofWeek = CronDays.plainWeek(week);
        return beginsWithStar(month) || beginsWithStar(week)
                ? DayRule.both(ofMonth, ofWeek)
                : DayRule.either(ofMonth, ofWeek);
    }

    private static boolean beginsWithStar(CronToken field) {
        return field.text().startsWith(CronToken.EVERY);
    }
}
