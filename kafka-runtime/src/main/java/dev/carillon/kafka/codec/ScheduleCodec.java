package dev.carillon.kafka.codec;

import dev.carillon.core.time.CalendarInterval;
import dev.carillon.core.time.CronDialect;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.DstPolicy;
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

    private static final CronExpressions CRON = new CronExpressions();
    private static final Interner<ZoneId> ZONES = new Interner<>();

    private ScheduleCodec() {}

    static dev.carillon.proto.v1.Schedule toProto(Schedule schedule) {
        var wire = dev.carillon.proto.v1.Schedule.newBuilder();
        switch (schedule) {
            case CronSchedule cron -> wire.setCron(cron(cron));
            case FixedRate rate ->
                wire.setFixedRate(FixedRateSchedule.newBuilder()
                        .setPeriodMs(rate.period().toMillis())
                        .setAnchorMs(rate.anchor().toEpochMilli()));
            case CalendarInterval interval -> wire.setCalendarInterval(calendarInterval(interval));
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

    /** What is the default is left out, so that definitions of old and new clusters do not differ by it. */
    private static dev.carillon.proto.v1.CronSchedule cron(CronSchedule cron) {
        var wire = dev.carillon.proto.v1.CronSchedule.newBuilder()
                .setExpression(cron.expression().toString())
                .setZone(cron.zone().getId());
        if (cron.expression().dialect() != CronDialect.QUARTZ) {
            wire.setDialect(WireEnums.CRON_DIALECT.toWire(cron.expression().dialect()));
        }
        if (!cron.dst().equals(DstPolicy.DEFAULT)) {
            wire.setDst(dst(cron.dst()));
        }
        return wire.build();
    }

    private static CronSchedule cron(dev.carillon.proto.v1.CronSchedule wire) {
        CronDialect dialect = wire.getDialect() == dev.carillon.proto.v1.CronSchedule.Dialect.DIALECT_UNSPECIFIED
                ? CronDialect.QUARTZ
                : WireEnums.CRON_DIALECT.fromWire("schedule.cron.dialect", wire.getDialect());
        CronExpression expression =
                Fields.checked("schedule.cron.expression", () -> CRON.parse(dialect, wire.getExpression()));
        return new CronSchedule(
                expression,
                zone("schedule.cron.zone", wire.getZone()),
                wire.hasDst() ? dst("schedule.cron.dst", wire.getDst()) : DstPolicy.DEFAULT);
    }

    private static dev.carillon.proto.v1.DstPolicy dst(DstPolicy dst) {
        return dev.carillon.proto.v1.DstPolicy.newBuilder()
                .setGap(WireEnums.DST_GAP.toWire(dst.gap()))
                .setOverlap(WireEnums.DST_OVERLAP.toWire(dst.overlap()))
                .build();
    }

    private static DstPolicy dst(String field, dev.carillon.proto.v1.DstPolicy wire) {
        return DstPolicy.of(
                WireEnums.DST_GAP.fromWire(field + ".gap", wire.getGap()),
                WireEnums.DST_OVERLAP.fromWire(field + ".overlap", wire.getOverlap()));
    }

    static ZoneId zone(String field, String name) {
        return name.isEmpty()
                ? ZoneOffset.UTC
                : ZONES.find(
                        name.hashCode(),
                        zone -> zone.getId().equals(name),
                        () -> Fields.checked(field, () -> Zones.parse(name)));
    }

    private static CalendarIntervalSchedule calendarInterval(CalendarInterval interval) {
        var wire = CalendarIntervalSchedule.newBuilder()
                .setUnit(WireEnums.CALENDAR_UNIT.toWire(interval.unit()))
                .setEvery(interval.every())
                .setStartMs(interval.start().toEpochMilli())
                .setZone(interval.zone().getId());
        if (!interval.hasDefaultDst()) {
            wire.setDst(dst(interval.dst()));
        }
        return wire.build();
    }

    private static CalendarInterval calendarInterval(CalendarIntervalSchedule wire) {
        CalendarInterval.Unit unit = WireEnums.CALENDAR_UNIT.fromWire("schedule.calendarInterval.unit", wire.getUnit());
        ZoneId zone = zone("schedule.calendarInterval.zone", wire.getZone());
        DstPolicy dst = dst("schedule.calendarInterval.dst", wire.getDst());
        return Fields.checked(
                "schedule.calendarInterval",
                () -> new CalendarInterval(
                        unit,
                        wire.getEvery(),
                        Fields.instant("schedule.calendarInterval.start", wire.getStartMs()),
                        zone,
                        dst));
    }

    private static FixedRate fixedRate(FixedRateSchedule wire) {
        return Fields.checked(
                "schedule.fixedRate",
                () -> new FixedRate(
                        Duration.ofMillis(wire.getPeriodMs()),
                        Fields.instant("schedule.fixedRate.anchor", wire.getAnchorMs())));
    }
}
