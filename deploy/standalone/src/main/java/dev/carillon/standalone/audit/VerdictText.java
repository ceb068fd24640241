package dev.carillon.standalone.audit;

import dev.carillon.audit.Finding;
import dev.carillon.audit.Finding.Kind;
import dev.carillon.audit.Lateness;
import dev.carillon.audit.Question;
import dev.carillon.audit.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A verdict for people, on one page. */
public final class VerdictText {

    private static final int SHOWN_MAX = 10;

    private VerdictText() {}

    public static List<String> lines(Verdict verdict) {
        List<String> lines = new ArrayList<>();
        Question question = verdict.question();
        lines.add("Fires due from " + question.from() + " to " + question.to() + ", " + verdict.jobs()
                + " jobs; history read up to " + question.asOf());
        lines.add("");
        lines.add(row("expected", verdict.expected()));
        lines.add(row("  triggered once", verdict.triggered()));
        verdict.skipped()
                .forEach((reason, count) -> lines.add(row("  skipped, " + reason.toLowerCase(Locale.ROOT), count)));
        optional(lines, "  of a quarantined job", verdict.quarantined());
        optional(lines, "  not yet due", verdict.notYetDue());
        optional(lines, "taken back by a change", verdict.takenBack());
        optional(lines, "run by command", verdict.manual());
        optional(lines, "run by backfill", verdict.backfilled());
        lines.add(row("executions ended once", verdict.executions()));
        optional(lines, "executions running", verdict.running());
        optional(lines, "caught up (misfire, pause)", verdict.caughtUp());
        optional(lines, "waited in a queue", verdict.queued());
        lines.add(row("late by more than " + shown(question.lateLimit()), verdict.late()));
        lines.add("");
        lines.add("                " + headings());
        lines.add("triggers        " + classes(verdict.triggers()));
        lines.add("starts          " + classes(verdict.starts()));
        lines.add("");
        for (Kind kind : Kind.values()) {
            lines.add(row(kind.label(), verdict.total(kind)));
        }
        for (Kind kind : Kind.values()) {
            findings(verdict, kind, lines);
        }
        verdict.unjudged().forEach(why -> lines.add("not judged: " + why));
        lines.add("");
        lines.add(sentence(verdict));
        return lines;
    }

    private static String sentence(Verdict verdict) {
        return switch (verdict.status()) {
            case 0 -> "Every promise was kept.";
            case 1 -> "Promises were broken.";
            default -> "What could be judged was kept, but not everything could be judged.";
        };
    }

    private static void findings(Verdict verdict, Kind kind, List<String> lines) {
        List<Finding> all = verdict.findings(kind);
        all.stream().limit(SHOWN_MAX).forEach(finding -> lines.add(kind.label() + ": " + shown(finding)));
        long more = verdict.total(kind) - Math.min(all.size(), SHOWN_MAX);
        if (more > 0) {
            lines.add(kind.label() + ": " + more + " more; --json shows up to " + Verdict.SHOWN_MAX);
        }
    }

    /** On one line. */
    public static String shown(Finding finding) {
        String records = finding.records().isEmpty()
                ? ""
                : " (history "
                        + finding.records().stream().map(Object::toString).collect(Collectors.joining(", ")) + ")";
        return "job " + finding.jobId() + " at " + finding.nominal() + " " + finding.what() + records;
    }

    private static void optional(List<String> lines, String label, long count) {
        if (count > 0) {
            lines.add(row(label, count));
        }
    }

    private static String row(String label, long count) {
        return String.format(Locale.ROOT, "%-32s%,14d", label, count);
    }

    private static String headings() {
        return Lateness.BOUNDS.stream()
                        .map(bound -> String.format(Locale.ROOT, "%10s", "≤ " + shown(bound)))
                        .collect(Collectors.joining())
                + String.format(Locale.ROOT, "%10s%12s", "more", "worst");
    }

    private static String classes(Lateness lateness) {
        StringBuilder line = new StringBuilder();
        for (int index = 0; index <= Lateness.BOUNDS.size(); index++) {
            line.append(String.format(Locale.ROOT, "%,10d", lateness.count(index)));
        }
        return line.append(String.format(Locale.ROOT, "%12s", shown(lateness.max())))
                .toString();
    }

    private static String shown(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
