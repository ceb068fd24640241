package dev.carillon.cluster.faults;

import dev.carillon.cluster.faults.FaultCampaign.Injection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a campaign did and what the oracle counted, as {@code docs/fault-report.md}. */
final class FaultReport {

    /** Upper bounds of the histogram. */
    private static final List<Duration> BOUNDS = List.of(
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            Duration.ofMillis(200),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(8),
            Duration.ofSeconds(15));

    private static final Duration LATE = Duration.ofSeconds(2);

    private final FireLedger ledger;
    private final List<Injection> injections;
    private final List<String> violations;

    FaultReport(FireLedger ledger, List<Injection> injections, List<String> violations) {
        this.ledger = ledger;
        this.injections = injections;
        this.violations = violations;
    }

    Duration standstill(Injection injection) {
        return ledger.standstill(injection.from(), injection.until());
    }

    private Duration latestStart(Injection injection) {
        return ledger.latestStart(injection.from(), injection.until());
    }

    private List<FireTimes> during(Injection injection) {
        return ledger.fires(injection.from(), injection.until());
    }

    /** @param machine what it ran on */
    List<String> markdown(String machine, String load) {
        List<String> lines = new ArrayList<>(List.of(
                "# Fault report",
                "",
                "Written by the last run of `mvn verify -Pfaults` (see CONTRIBUTING.md); not edited by hand. Schedulers, workers and the",
                "broker are processes of their own; the oracle reads the whole history afterwards and counts records.",
                "",
                "| | |",
                "|---|---|"));
        lines.add("| machine | " + machine + " |");
        lines.add("| load | " + load + " |");
        Instant begin = injections.getFirst().from();
        Instant end = injections.getLast().until();
        lines.add("| begun | " + begin.truncatedTo(ChronoUnit.SECONDS) + ", "
                + Duration.between(begin, end).toSeconds() + " s of faults |");
        lines.add("| faults | " + injections.size() + " |");
        lines.add("| fires owed | " + ledger.expected() + " |");
        lines.add("| triggers | " + ledger.triggers() + " |");
        lines.add("| lost | " + ledger.lost() + " |");
        lines.add("| doubled | " + ledger.doubled() + " |");
        lines.add("| other violations | " + violations.size() + " |");
        lines.add("| attempts repeated, their worker was killed | " + ledger.retries() + " |");
        kinds(lines);
        histogram(lines, ledger.fires(begin, end));
        lines.add("");
        violations.forEach(violation -> lines.add("- " + violation));
        return lines;
    }

    private void kinds(List<String> lines) {
        lines.addAll(List.of(
                "",
                "## What was injected",
                "",
                "*Trigger late*: the longest time from the due instant of a fire to its committed trigger, of those due from the fault until"
                        + " everything was as before; after a kill that is the failover time. *Start late*: the same to the start of its first"
                        + " attempt. Median and worst of all times the fault was injected.",
                "",
                "| fault | times | trigger late, ms | start late, ms | starts over 2 s late |",
                "|---|---|---|---|---|"));
        for (FaultKind kind : FaultKind.values()) {
            List<Injection> all = injections.stream()
                    .filter(injection -> injection.kind() == kind)
                    .toList();
            if (!all.isEmpty()) {
                long late = all.stream()
                        .flatMap(injection -> during(injection).stream())
                        .filter(fire -> fire.startLateness()
                                .filter(lateness -> lateness.compareTo(LATE) > 0)
                                .isPresent())
                        .count();
                lines.add("| " + kind.text() + " | " + all.size() + " | "
                        + medianAndWorst(all.stream().map(this::standstill).toList()) + " | "
                        + medianAndWorst(all.stream().map(this::latestStart).toList()) + " | " + late + " |");
            }
        }
    }

    private static String medianAndWorst(List<Duration> all) {
        List<Duration> sorted = all.stream().sorted().toList();
        return sorted.get(sorted.size() / 2).toMillis() + ", "
                + sorted.getLast().toMillis();
    }

    private static void histogram(List<String> lines, List<FireTimes> fires) {
        lines.addAll(List.of(
                "", "## How late, over all", "", "| at most | triggers | first attempts started |", "|---|---|---|"));
        List<Duration> triggers = fires.stream().map(FireTimes::triggerLateness).toList();
        List<Duration> starts = fires.stream()
                .map(FireTimes::startLateness)
                .flatMap(Optional::stream)
                .toList();
        Duration below = Duration.ofMillis(-1);
        for (Duration bound : BOUNDS) {
            lines.add("| " + text(bound) + " | " + between(triggers, below, bound) + " | "
                    + between(starts, below, bound) + " |");
            below = bound;
        }
        Duration forever = Duration.ofDays(1);
        lines.add("| more | " + between(triggers, below, forever) + " | " + between(starts, below, forever) + " |");
    }

    private static long between(List<Duration> all, Duration above, Duration most) {
        return all.stream()
                .filter(one -> one.compareTo(above) > 0 && one.compareTo(most) <= 0)
                .count();
    }

    private static String text(Duration bound) {
        return bound.toMillis() < 1_000
                ? bound.toMillis() + " ms"
                : String.format(Locale.ROOT, "%d s", bound.toSeconds());
    }
}
