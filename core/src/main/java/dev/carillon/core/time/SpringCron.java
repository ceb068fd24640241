package dev.carillon.core.time;

import java.util.List;

/**
 * The dialect of Spring's {@code CronExpression}, 5.3 and later: six fields. A day must match both day fields; {@code ?}
 * in them is another way to write {@code *}.
 */
final class SpringCron {
    private static final List<FieldSyntax> SYNTAX = List.of(
            FieldSyntax.plain(CronField.SECOND, false),
            FieldSyntax.plain(CronField.MINUTE, false),
            FieldSyntax.plain(CronField.HOUR, false),
            FieldSyntax.with(CronField.DAY_OF_MONTH, false, ", - * ? / L W"),
            FieldSyntax.plain(CronField.MONTH, false),
            FieldSyntax.weekFromZero(1, ", - * ? / L #"));

    private SpringCron() {}

    static ParsedCron read(String text) {
        CronText.checkCharacters(text);
        CronText fields = new CronText(CronMacro.expand(text, CronDialect.SPRING), SYNTAX, SYNTAX.size());
        CronToken month = closed(fields, CronField.DAY_OF_MONTH);
        CronToken week = closed(fields, CronField.DAY_OF_WEEK);
        for (CronToken item : week.items()) {
            if (item.is("L")) {
                throw item.error("", "needs a day before it, as in FRIL, the last Friday of the month");
            }
        }
        CronCalendar calendar = new CronCalendar(
                CronValues.mask(fields.field(CronField.SECOND)),
                CronValues.mask(fields.field(CronField.MINUTE)),
                CronValues.mask(fields.field(CronField.HOUR)),
                DayRule.both(CronDays.ofMonth(month), CronDays.ofWeek(week)),
                CronValues.mask(fields.field(CronField.MONTH)),
                CronCalendar.everyYear());
        return new ParsedCron(calendar, fields);
    }

    private static CronToken closed(CronText fields, CronField field) {
        CronToken days = fields.field(field);
        CronToken closed = days.is(CronToken.OPEN) ? days.as(CronToken.EVERY) : days;
        fields.replace(closed);
        return closed;
    }
}
