package dev.carillon.core.time;

import java.util.BitSet;
import java.util.List;

/** The dialect of Quartz: six or seven fields, any amount of blank between them. */
final class QuartzCron {
    private static final int REQUIRED = 6;
    private static final List<FieldSyntax> SYNTAX = List.of(
            FieldSyntax.plain(CronField.SECOND, true),
            FieldSyntax.plain(CronField.MINUTE, true),
            FieldSyntax.plain(CronField.HOUR, true),
            FieldSyntax.with(CronField.DAY_OF_MONTH, true, ", - * ? / L W"),
            FieldSyntax.plain(CronField.MONTH, true),
            FieldSyntax.with(CronField.DAY_OF_WEEK, true, ", - * ? / L #"),
            FieldSyntax.plain(CronField.YEAR, false));

    private QuartzCron() {}

    static ParsedCron read(String text) {
        CronText.checkCharacters(text);
        CronMacro.refuse(text);
        CronText fields = new CronText(text, SYNTAX, REQUIRED);
        openUnusedDayField(fields);
        CronToken month = fields.field(CronField.DAY_OF_MONTH);
        DayRule days = month.is(CronToken.OPEN)
                ? CronDays.ofWeek(fields.field(CronField.DAY_OF_WEEK))
                : CronDays.ofMonth(month);
        CronCalendar calendar = new CronCalendar(
                CronValues.mask(fields.field(CronField.SECOND)),
                CronValues.mask(fields.field(CronField.MINUTE)),
                CronValues.mask(fields.field(CronField.HOUR)),
                days,
                CronValues.mask(fields.field(CronField.MONTH)),
                years(fields.field(CronField.YEAR)));
        return new ParsedCron(calendar, fields);
    }

    private static BitSet years(CronToken field) {
        return field.is(CronToken.EVERY) ? CronCalendar.everyYear() : CronValues.of(field);
    }

    /**
     * Quartz wants '?' in exactly one day field. People also write '*' for the one they do not use, and there is only
     * one thing it can mean; both given has no such reading and is refused.
     */
    private static void openUnusedDayField(CronText fields) {
        CronToken month = fields.field(CronField.DAY_OF_MONTH);
        CronToken week = fields.field(CronField.DAY_OF_WEEK);
        if (month.is(CronToken.OPEN) && week.is(CronToken.OPEN)) {
            throw week.error("", "stands next to day-of-month '?', one of the two must say which days are meant");
        }
        if (!isOpen(month) && !isOpen(week)) {
            throw week.error("", "stands next to day-of-month '" + month.text() + "', one of the two must be '?'");
        }
        CronToken unused = isOpen(week) ? week : month;
        CronToken used = isOpen(week) ? month : week;
        fields.replace(unused.as(CronToken.OPEN));
        if (used.is(CronToken.OPEN)) {
            fields.replace(used.as(CronToken.EVERY));
        }
    }

    private static boolean isOpen(CronToken days) {
        return days.is(CronToken.OPEN) || days.is(CronToken.EVERY);
    }
}
