package dev.carillon.core.time.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.time.CronExpression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random cases against each peer: an expression, a zone, an instant; half of the instants near a change of the clocks. {@code
 * -Dcarillon.cron.cases=} sets how many there are in all, {@code -Dcarillon.seed=} which; both are printed.
 */
@Timeout(1_200)
final class PeerComparisonTest {
    private static final int CASES = Integer.getInteger("carillon.cron.cases", 105_000);
    private static final long SEED = Long.getLong("carillon.seed", 20_260_101);

    /** Questions to one expression in one zone: the first anywhere, then from fire to fire. */
    private static final int IN_A_ROW = 4;

    private static final Instant FIRST = Instant.parse("1970-01-03T00:00:00Z");
    private static final Instant LAST = Instant.parse("2095-01-01T00:00:00Z");

    /** Gaps of an hour, of half an hour, at midnight, of a day; rules that changed; offsets with seconds; no change. */
    private static final List<String> ZONES = List.of(
            "UTC",
            "GMT+8",
            "Asia/Shanghai",
            "Asia/Kolkata",
            "Europe/Berlin",
            "Europe/Dublin",
            "America/New_York",
            "America/Santiago",
            "America/Sao_Paulo",
            "Australia/Lord_Howe",
            "Antarctica/Troll",
            "Asia/Beirut",
            "Asia/Tehran",
            "Africa/Casablanca",
            "Africa/Monrovia",
            "Pacific/Apia");

    private static final List<String> ALL_ZONES =
            ZoneId.getAvailableZoneIds().stream().sorted().toList();

    @ParameterizedTest
    @EnumSource
    void whereAPeerAnswersDifferentlyTheReasonIsKnown(Peer peer) {
        // Given
        RandomGenerator random = new Random(SEED + peer.ordinal());
        RandomCron crons = new RandomCron(peer.dialect(), random);
        Map<Disagreement, Integer> known = new EnumMap<>(Disagreement.class);
        List<Comparison> unknown = new ArrayList<>();
        int cases = 0;

        // When
        while (cases < CASES / 21 * peer.share()) {
            for (Comparison comparison : compare(peer, crons.next(), random)) {
                cases++;
                Optional<Disagreement> reason = comparison.agree() ? Optional.empty() : Disagreement.of(comparison);
                reason.ifPresent(found -> known.merge(found, 1, Integer::sum));
                if (!comparison.agree() && reason.isEmpty()) {
                    unknown.add(comparison);
                }
            }
        }

        // Then
        System.out.println(peer + ": " + cases + " cases, differently " + known + ", repeat with -Dcarillon.seed="
                + SEED + " -Dcarillon.cron.cases=" + CASES);
        assertThat(unknown).isEmpty();
        assertThat(known.values().stream().mapToInt(Integer::intValue).sum())
                .as("most cases are answered alike")
                .isLessThan(cases / 4);
    }

    private static List<Comparison> compare(Peer peer, String cron, RandomGenerator random) {
        ZoneId zone = ZoneId.of(pick(random.nextInt(4) == 0 ? ALL_ZONES : ZONES, random));
        CronExpression expression = CronExpression.parse(peer.dialect(), cron);
        Peer.Fires fires = parse(peer, cron, zone);
        List<Comparison> comparisons = new ArrayList<>();
        Optional<Instant> after = Optional.of(anywhere(zone, random));
        while (comparisons.size() < IN_A_ROW && after.isPresent() && after.get().isBefore(LAST)) {
            Optional<Instant> ours = expression.nextAfter(after.get(), zone);
            comparisons.add(new Comparison(peer, expression, zone, after.get(), ours, ask(fires, after.get())));
            after = ours;
        }
        return comparisons;
    }

    /** A refusal becomes the answer to every question. */
    private static Peer.Fires parse(Peer peer, String cron, ZoneId zone) {
        try {
            return peer.parse(cron, zone);
        } catch (RuntimeException e) {
            return after -> {
                throw e;
            };
        }
    }

    /** Whatever a peer throws is its answer. */
    private static Comparison.Answer ask(Peer.Fires fires, Instant after) {
        try {
            return new Comparison.Answer.Next(fires.next(after));
        } catch (RuntimeException | StackOverflowError e) {
            return new Comparison.Answer.Failed(e.toString());
        }
    }

    private static Instant anywhere(ZoneId zone, RandomGenerator random) {
        Instant any = Instant.ofEpochMilli(random.nextLong(FIRST.toEpochMilli(), LAST.toEpochMilli()));
        ZoneOffsetTransition change = zone.getRules().nextTransition(any);
        if (change == null || random.nextBoolean()) {
            return any;
        }
        Instant near = change.getInstant().plusSeconds(random.nextInt(-86_400, 86_400));
        return near.isAfter(LAST) ? any : near;
    }

    private static <T> T pick(List<T> from, RandomGenerator random) {
        return from.get(random.nextInt(from.size()));
    }

    @ParameterizedTest
    @EnumSource
    void theDocumentHasEveryDisagreement(Disagreement disagreement) throws IOException {
        String document = Files.readString(Path.of("..", "docs", "cron.md"));

        assertThat(document).contains("`" + disagreement + "`");
    }
}
