package dev.carillon.bench.cron;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * What is evaluated: expressions that schedulers really get, each in every zone. All are written so that Quartz, Spring and
 * cron-utils take them too and mean the same: days of the week by name, no year.
 */
final class CronMix {

    static final List<String> EXPRESSIONS = List.of(
            "* * * * * ?",
            "0/5 * * * * ?",
            "0 * * * * ?",
            "0 0/5 * * * ?",
            "0 0/15 8-18 * * ?",
            "30 10 * * * ?",
            "0 0 * * * ?",
            "0 0 0/6 * * ?",
            "0 0 0 * * ?",
            "0 30 2 * * ?",
            "0 15 10 ? * MON-FRI",
            "0 0 12 ? * SUN",
            "0 0/30 9-17 ? * MON,WED,FRI",
            "0 0 0 1 * ?",
            "0 0 6 15 * ?",
            "0 0 23 L * ?",
            "0 0 4 1 1 ?",
            "0 45 23 ? * SAT",
            "0 0 9 ? * FRI#2",
            "10,20,50 5,35 1,13 1,15 3,6,9,12 ?");

    /** Without daylight saving time; with it, north and south; with half an hour of it. */
    static final List<ZoneId> ZONES = List.of(
            ZoneId.of("UTC"),
            ZoneId.of("Asia/Shanghai"),
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Australia/Lord_Howe"));

    static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

    /** Each walk goes from fire to fire and begins again when it has come so far. */
    static final Instant UNTIL = Instant.parse("2034-01-01T00:00:00Z");

    private CronMix() {}

    static int size() {
        return EXPRESSIONS.size() * ZONES.size();
    }

    static String expression(int walk) {
        return EXPRESSIONS.get(walk / ZONES.size());
    }

    static ZoneId zone(int walk) {
        return ZONES.get(walk % ZONES.size());
    }
}
