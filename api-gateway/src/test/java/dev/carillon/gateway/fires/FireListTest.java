package dev.carillon.gateway.fires;

import static dev.carillon.gateway.fires.Pasts.created;
import static dev.carillon.gateway.fires.Pasts.cron;
import static dev.carillon.gateway.fires.Pasts.daily;
import static dev.carillon.gateway.fires.Pasts.execution;
import static dev.carillon.gateway.fires.Pasts.job;
import static dev.carillon.gateway.fires.Pasts.skip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.scheduling.Output.Change;
import dev.carillon.core.scheduling.Output.SkipReason;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.gateway.service.ExecutionView.Status;
import dev.carillon.gateway.service.JobArchive.SkippedFireView;
import dev.carillon.gateway.service.RecordedFires;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FireListTest {

    private static final Instant NOW = Instant.parse("2026-01-10T12:30:00Z");

    @Test
    void pastAndFutureStandInOneListWithWhatBecameOfEach() {
        // given: disabled on the 7th and 8th
        Pasts past = created(daily())
                .change(Change.DISABLED, day(7), daily().enabled(false))
                .change(Change.ENABLED, day(9), daily())
                .decidedThrough(noon(10));
        RecordedFires recorded = new RecordedFires(
                List.of(execution(noon(4), Status.SUCCEEDED), execution(noon(10), Status.RUNNING)),
                List.of(skip(noon(5), noon(6), 2, SkipReason.MISFIRE)));

        // when
        List<FireView> fires = list(past, recorded, day(4), day(13), 100);

        // then
        assertThat(fires)
                .extracting(fire -> fire.nominal() + " " + fire.state())
                .containsExactly(
                        "2026-01-04T12:00:00Z TRIGGERED",
                        "2026-01-05T12:00:00Z SKIPPED",
                        "2026-01-06T12:00:00Z SKIPPED",
                        "2026-01-07T12:00:00Z DISABLED",
                        "2026-01-08T12:00:00Z DISABLED",
                        "2026-01-09T12:00:00Z NONE",
                        "2026-01-10T12:00:00Z TRIGGERED",
                        "2026-01-11T12:00:00Z PLANNED",
                        "2026-01-12T12:00:00Z PLANNED");
        assertThat(fires).extracting(FireView::revision).containsExactly(1L, 1L, 1L, 2L, 2L, 3L, 1L, 3L, 3L);
    }

    @Test
    void theNarrowestRecordTellsWhyAFireWasSkipped() {
        // given
        RecordedFires recorded = new RecordedFires(
                List.of(),
                List.of(skip(noon(4), noon(6), 2, SkipReason.MISFIRE), skip(noon(5), noon(5), 1, SkipReason.OVERLAP)));

        // when
        List<FireView> fires = list(created(daily()), recorded, day(4), day(7), 100);

        // then
        assertThat(fires)
                .extracting(fire -> fire.skip().map(SkippedFireView::reason).orElseThrow())
                .containsExactly(SkipReason.MISFIRE, SkipReason.OVERLAP, SkipReason.MISFIRE);
    }

    @Test
    void whatNoKnownRevisionExplainsStandsByItself() {
        // given: a fixed delay, whose fires hang on runs
        Pasts past = created(job(new FixedDelay(Duration.ofMinutes(1))));
        RecordedFires recorded = new RecordedFires(
                List.of(execution(noon(4).plusMillis(17), Status.SUCCEEDED)),
                List.of(skip(noon(5), noon(6), 9, SkipReason.MISFIRE)));

        // when
        List<FireView> fires = list(past, recorded, day(4), day(13), 100);

        // then
        assertThat(fires).extracting(FireView::state).containsExactly(FireView.State.TRIGGERED, FireView.State.SKIPPED);
        assertThat(fires.getLast().skip().orElseThrow().count()).isEqualTo(9);
    }

    @Test
    void ofADeletedJobOnlyThePastIsListed() {
        Pasts past = created(daily()).change(Change.DELETED, day(6), daily());

        assertThat(list(past, RecordedFires.NONE, day(4), day(13), 100))
                .extracting(FireView::nominal)
                .containsExactly(noon(4), noon(5));
    }

    @Test
    void aJobThatIsHeldShowsWhatItWouldFire() {
        Pasts disabled = created(daily().enabled(false));

        assertThat(list(disabled, RecordedFires.NONE, NOW, day(13), 100))
                .extracting(FireView::state)
                .containsExactly(FireView.State.DISABLED, FireView.State.DISABLED);
    }

    @Test
    void pagesPutTogetherAreTheWhole() {
        // given
        Random random = new Random(3);
        Pasts past = created(job(cron("0 0 0/3 * * ?", "Europe/Berlin")));
        List<SkippedFireView> skips = new ArrayList<>();
        for (int day = 2; day < 10; day++) {
            Instant first = day(day).plusSeconds(random.nextInt(86_400));
            skips.add(skip(first, first.plusSeconds(random.nextInt(30_000)), 2, SkipReason.MISFIRE));
        }
        RecordedFires recorded = new RecordedFires(List.of(execution(noon(4).plusMillis(1), Status.SUCCEEDED)), skips);
        List<FireView> whole = list(past, recorded, day(2), day(12), 1000);

        for (int page = 1; page < 12; page++) {
            // when
            List<FireView> pages = new ArrayList<>();
            Instant from = day(2);
            List<FireView> next = list(past, recorded, from, day(12), page);
            while (!next.isEmpty()) {
                pages.addAll(next);
                from = next.getLast().nominal().plusMillis(1);
                next = list(past, recorded, from, day(12), page);
            }

            // then
            assertThat(pages).isEqualTo(whole);
        }
    }

    private static List<FireView> list(Pasts past, RecordedFires recorded, Instant from, Instant until, int limit) {
        return FireList.of(past.get(), recorded, CalendarCheck.NONE, NOW, new Window(from, until, limit));
    }

    private static Instant day(int day) {
        return Instant.parse("2026-01-%02dT00:00:00Z".formatted(day));
    }

    private static Instant noon(int day) {
        return day(day).plus(Duration.ofHours(12));
    }
}
