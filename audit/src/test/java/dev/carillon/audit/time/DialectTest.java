package dev.carillon.audit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.audit.time.Dst.Gap;
import dev.carillon.audit.time.Dst.Overlap;
import dev.carillon.proto.v1.CronSchedule;
import dev.carillon.proto.v1.DstPolicy;
import dev.carillon.proto.v1.JobDefinition;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the dialects and the policies for the nights of the changes mean, by examples that can be checked in a calendar. */
class DialectTest {

    private final Schedules schedules = new Schedules();

    private List<String> fires(CronDialect dialect, String cron, String zone, Dst dst, String from, String to) {
        JobDefinition.Builder job = JobDefinition.newBuilder();
        job.getScheduleBuilder()
                .setCron(CronSchedule.newBuilder()
                        .setExpression(cron)
                        .setDialect(CronSchedule.Dialect.valueOf(dialect.name()))
                        .setZone(zone)
                        .setDst(DstPolicy.newBuilder()
                                .setGap(DstPolicy.Gap.valueOf(dst.gap().name()))
                                .setOverlap(
                                        DstPolicy.Overlap.valueOf(dst.overlap().name()))));
        Owing owing = schedules.of(job.build());
        return Arrays.stream(owing.between(
                        Instant.parse(from).toEpochMilli(), Instant.parse(to).toEpochMilli()))
                .mapToObj(fire -> Instant.ofEpochMilli(fire).toString())
                .toList();
    }

    private List<String> days(CronDialect dialect, String cron) {
        return fires(dialect, cron, "UTC", Dst.WALL_CLOCK, "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z").stream()
                .map(fire -> fire.substring(8, 10))
                .toList();
    }

    @Test
    void unixDaysAreEitherUnlessOneBeginsWithAStar() {
        assertThat(days(CronDialect.UNIX, "0 0 13 * FRI")).containsExactly("06", "13", "20", "27");
        assertThat(days(CronDialect.UNIX, "0 0 1 * 5")).containsExactly("01", "06", "13", "20", "27");
        assertThat(days(CronDialect.UNIX, "0 0 */2 * 1")).containsExactly("09", "23");
        assertThat(days(CronDialect.UNIX, "0 0 * * 0")).containsExactly("01", "08", "15", "22", "29");
        assertThat(days(CronDialect.UNIX, "0 0 * * 7")).containsExactly("01", "08", "15", "22", "29");
    }

    @Test
    void springDaysAreBoth() {
        assertThat(days(CronDialect.SPRING, "0 0 0 13 * FRI")).containsExactly("13");
        assertThat(days(CronDialect.SPRING, "0 0 0 ? * 5L")).containsExactly("27");
        assertThat(days(CronDialect.SPRING, "0 0 0 L-2 * *")).containsExactly("29");
        assertThat(days(CronDialect.SPRING, "0 0 0 * * TUE#2")).containsExactly("10");
    }

    @Test
    void macrosStandForTheirFields() {
        assertThat(days(CronDialect.UNIX, "@weekly")).containsExactly("01", "08", "15", "22", "29");
        assertThat(days(CronDialect.SPRING, "@monthly")).containsExactly("01");
        assertThat(fires(
                        CronDialect.UNIX,
                        "@hourly",
                        "UTC",
                        Dst.ELAPSED,
                        "2026-03-01T00:30:00Z",
                        "2026-03-01T02:30:00Z"))
                .containsExactly("2026-03-01T01:00:00Z", "2026-03-01T02:00:00Z");
    }

    /** Half past two in Berlin on 29 March 2026, when 02:00 is followed by 03:00. */
    @ParameterizedTest
    @CsvSource({"SHIFT, 2026-03-29T01:00:00Z", "KEEP_ELAPSED, 2026-03-29T01:30:00Z", "SKIP, ''"})
    void gaps(Gap gap, String fire) {
        List<String> found = fires(
                CronDialect.QUARTZ,
                "0 30 2 * * ?",
                "Europe/Berlin",
                new Dst(gap, Overlap.FIRST),
                "2026-03-28T12:00:00Z",
                "2026-03-29T12:00:00Z");

        assertThat(String.join(" ", found)).isEqualTo(fire);
    }

    /** Half past two in Berlin on 25 October 2026, when 03:00 is followed by 02:00. */
    @ParameterizedTest
    @CsvSource({
        "FIRST, 2026-10-25T00:30:00Z",
        "SECOND, 2026-10-25T01:30:00Z",
        "BOTH, 2026-10-25T00:30:00Z 2026-10-25T01:30:00Z"
    })
    void overlaps(Overlap overlap, String fire) {
        List<String> found = fires(
                CronDialect.QUARTZ,
                "0 30 2 * * ?",
                "Europe/Berlin",
                new Dst(Gap.SHIFT, overlap),
                "2026-10-24T12:00:00Z",
                "2026-10-25T12:00:00Z");

        assertThat(String.join(" ", found)).isEqualTo(fire);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "* * * * *", "61 * * * * ?", "0 0 0 X * ?", "@daily"})
    void whatIsNoExpressionIsRefused(String text) {
        assertThatThrownBy(() -> CronRule.parse(CronDialect.QUARTZ, text)).isInstanceOf(IllegalArgumentException.class);
    }
}
