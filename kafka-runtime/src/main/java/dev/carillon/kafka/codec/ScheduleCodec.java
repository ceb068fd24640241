package dev.carillon.kafka.codec;

import dev.carillon.core.time.CalendarInterval;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.core.time.FixedRate;
import dev.carillon.core.time.OnDemand;
import dev.carillon.core.time.OneTime;
import dev.carillon.core.time.Schedule;
import dev.carillon.core.time.Zones;
import dev.carillon.proto.v1.CalendarIntervalSchedule;
import dev.carillon.proto.v1.FixedDelaySchedule;
import dev.carillon.proto.v1.FixedRateSchedule;
import dev.carillon.proto.v1.OneTimeSchedule;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The schedule of a definition; none is on demand. */
final class ScheduleCodec {

    private ScheduleCodec() {}

    static dev.carillon.proto.v1.Schedule toProto(Schedule schedule) {
        var wire = dev.carillon.proto.v1.Schedule.newBuilder();
        switch (schedule) {
            case CronSchedule cron -> wire.setCron(cron(cron));
            case FixedRate rate ->
                wire.setFixedRate(FixedRateSchedule.newBuilder()
                        .setPeriodMs(rate.period().toMillis())
                        .setAnchorMs(rate.anchor().toEpochMilli()));
            case CalendarInterval interval ->
                wire.setCalendarInterval(CalendarIntervalSchedule.newBuilder()
                        .setUnit(WireEnums.CALENDAR_UNIT.toWire(interval.unit()))
                        .setEvery(interval.every())
                        .setStartMs(interval.start().toEpochMilli())
                        .setZone(interval.zone().getId()));
            case FixedDelay delay ->
                wire.setFixedDelay(
                        FixedDelaySchedule.newBuilder().setDelayMs(delay.delay().toMillis()));
            case OneTime once ->
                wire.setOneTime(OneTimeSchedule.newBuilder().setAtMs(once.at().toEpochMilli()));
            case OnDemand ignored -> wire.clearKind();
        }
        return wire.build();
    }

    static Schedule fromProto(dev.carillon.proto.v1.Schedule wire) {
        return switch (wire.getKindCase()) {
            case CRON -> cron(wire.getCron());
            case FIXED_RATE -> fixedRate(wire.getFixedRate());
            case CALENDAR_INTERVAL -> calendarInterval(wire.getCalendarInterval());
            case FIXED_DELAY ->
                Fields.checked(
                        "schedule.fixedDelay",
                        () -> new FixedDelay(
                                Duration.ofMillis(wire.getFixedDelay().getDelayMs())));
            case ONE_TIME ->
                Fields.checked(
                        "schedule.oneTime",
                        () -> new OneTime(Fields.setInstant(
                                "schedule.oneTime.at", wire.getOneTime().getAtMs())));
            case KIND_NOT_SET -> new OnDemand();
        };
    }

    private static dev.carillon.proto.v1.CronSchedule cron(CronSchedule cron) {
        return dev.carillon.proto.v1.CronSchedule.newBuilder()
                .setExpression(cron.expression().toString())
                .setZone(cron.zone().getId())
                .build();
    }

    private static CronSchedule cron(dev.carillon.proto.v1.CronSchedule wire) {
        CronExpression expression =
                Fields.checked("schedule.cron.expression", () -> CronExpression.parse(wire.getExpression()));
        return new CronSchedule(expression, zone("schedule.cron.zone", wire.getZone()));
    }

    static ZoneId zone(String field, String name) {
        return name.isEmpty() ? ZoneOffset.UTC : Fields.checked(field, () -> Zones.parse(name));
    }

    private static CalendarInterval calendarInterval(CalendarIntervalSchedule wire) {
        CalendarInterval.Unit unit = WireEnums.CALENDAR_UNIT.fromWire("schedule.calendarInterval.unit", wire.getUnit());
        ZoneId zone = zone("schedule.calendarInterval.zone", wire.getZone());
        return Fields.checked(
                "schedule.calendarInterval",
                () -> new CalendarInterval(
                        unit,
                        wire.getEvery(),
                        Fields.instant("schedule.calendarInterval.start", wire.getStartMs()),
                        zone));
    }

    private static FixedRate fixedRate(FixedRateSchedule wire) {
        return Fields.checked(
                "schedule.fixedRate",
                () -> new FixedRate(
                        Duration.ofMillis(wire.getPeriodMs()),
                        Fields.instant("schedule.fixedRate.anchor", wire.getAnchorMs())));
    }
}
