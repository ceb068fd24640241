package dev.carillon.audit;

import dev.carillon.audit.Finding.Kind;
import dev.carillon.audit.Finding.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects a verdict. */
final class Tally {

    private static final int UNJUDGED_MAX = 100;

    private final Question question;
    private final SortedMap<String, Long> skipped = new TreeMap<>();
    private final Map<Kind, Long> totals = new EnumMap<>(Kind.class);
    private final Map<Kind, List<Finding>> findings = new EnumMap<>(Kind.class);
    private final List<String> unjudged = new ArrayList<>();
    private final Lateness triggers = new Lateness();
    private final Lateness starts = new Lateness();

    long jobs;
    long expected;
    long triggered;
    long notYetDue;
    long quarantined;
    long takenBack;
    long manual;
    long backfilled;
    long executions;
    long running;
    long queued;
    long caughtUp;
    long late;

    Tally(Question question) {
        this.question = question;
    }

    void skipped(String reason) {
        skipped.merge(reason, 1L, Long::sum);
    }

    void find(Kind kind, JobLog log, long nominal, String what, List<Integer> rows) {
        totals.merge(kind, 1L, Long::sum);
        List<Finding> shown = findings.computeIfAbsent(kind, key -> new ArrayList<>());
        if (shown.size() < Verdict.SHOWN_MAX) {
            List<Place> places = rows.stream()
                    .map(row -> new Place(log.partition(), log.offset(row)))
                    .toList();
            shown.add(new Finding(kind, log.jobId(), Instant.ofEpochMilli(nominal), what, places));
        }
    }

    void unjudged(String why) {
        if (unjudged.size() < UNJUDGED_MAX) {
            unjudged.add(why);
        }
    }

    /** A fire that was neither caught up nor queued: late by its trigger or by its start, if it started. */
    void timing(long triggerLate, long startLate, boolean started, boolean waited) {
        triggers.add(triggerLate);
        long worst = triggerLate;
        if (started && !waited) {
            starts.add(startLate);
            worst = Math.max(worst, startLate);
        }
        if (worst > question.lateLimit().toMillis()) {
            late++;
        }
    }

    Verdict verdict() {
        return new Verdict(
                question,
                jobs,
                expected,
                triggered,
                skipped,
                notYetDue,
                quarantined,
                takenBack,
                manual,
                backfilled,
                executions,
                running,
                queued,
                caughtUp,
                late,
                triggers,
                starts,
                totals,
                findings,
                unjudged);
    }
}
