package dev.carillon.audit;

import dev.carillon.audit.Finding.Kind;
import dev.carillon.audit.JobLog.Row;
import dev.carillon.proto.v1.Cause;
import dev.carillon.proto.v1.SkipReason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fires of a fixed delay: each is owed a delay after an end, or after the schedule took effect. It goes through the
 * log in its order; every such instant gives one fire, unless a later one takes its place before.
 */
final class DelayJudge {

    /**
     * A shard that has emitted beyond the fire of an end moves it to the next instant that it can still emit; that is
     * less than its look-ahead, or than the stretch that was emitted ahead of a hand-over, which is 10 s at most.
     */
    private static final long MOVED_MAX_MS = 11_000;

    private final JobLog log;
    private final Timeline timeline;
    private final Question question;
    private final Tally tally;

    private @Nullable Terms terms;

    /** Nominal times that ends have given and that have no record yet; only the newest must get one. */
    private final Map<Long, Boolean> open = new HashMap<>();

    private final Map<Long, Integer> records = new HashMap<>();
    private final Set<Long> live = new HashSet<>();
    private final Set<Long> backfills = new HashSet<>();
    private long newest = Long.MIN_VALUE;
    private boolean known;

    DelayJudge(JobLog log, Timeline timeline, Question question, Tally tally) {
        this.log = log;
        this.timeline = timeline;
        this.question = question;
        this.tally = tally;
        this.terms = timeline.stretches().getFirst().terms();
    }

    void judge() {
        boolean never = timeline.stretches().stream()
                .noneMatch(stretch -> stretch.terms() != null && stretch.terms().isFixedDelay());
        if (never) {
            return;
        }
        if (log.changes.isEmpty()) {
            terms = timeline.stretches().getLast().terms();
        }
        for (int row = 0; row < log.size(); row++) {
            switch (log.row(row)) {
                case CHANGED -> changed(log.changes.get((int) log.key(row)));
                case TRIGGERED -> triggered(row);
                case SKIPPED -> {
                    fired(row, log.first(row));
                    if (log.detail(row) != SkipReason.OVERLAP_VALUE) {
                        // No run will end, so the next one counts from here; never behind one skipped ahead of time.
                        base(Math.max(log.at(row), log.first(row)));
                    }
                }
                case ENDED -> ended(row);
                case STARTED, BACKFILL -> {}
            }
        }
        atTheEnd();
    }

    private void triggered(int row) {
        if (log.detail(row) == Cause.SCHEDULE_VALUE) {
            live.add(log.key(row));
            fired(row, log.second(row));
        } else if (log.detail(row) == Cause.BACKFILL_VALUE) {
            backfills.add(log.key(row));
        }
    }

    /** While a fire of the schedule runs, its own end is the one that the delay counts from. */
    private void ended(int row) {
        live.remove(log.key(row));
        if (!backfills.remove(log.key(row)) && live.isEmpty()) {
            base(log.at(row));
        }
    }

    private void changed(JobLog.Change change) {
        Terms next = change.terms();
        boolean goesOn = terms != null && next != null && next.sameTiming(terms) && !terms.quarantined();
        terms = next;
        if (!goesOn) {
            open.clear();
            newest = Long.MIN_VALUE;
            base(change.effective());
        }
    }

    private void base(long at) {
        if (terms == null || !terms.isFixedDelay()) {
            return;
        }
        known = true;
        long next = Math.max(at + terms.delay(), terms.from());
        if (terms.until() == 0 || next < terms.until()) {
            newest = next;
            open.put(next, true);
        }
    }

    private void fired(int row, long nominal) {
        Timeline.Stretch stretch = timeline.ofRevision(log.revision(row));
        Terms by = stretch == null ? null : stretch.terms();
        if (by == null || !by.isFixedDelay()) {
            return;
        }
        Integer before = records.putIfAbsent(nominal, row);
        boolean explained = explain(nominal);
        if (!question.holds(nominal)) {
            return;
        }
        tally.expected++;
        if (before != null) {
            tally.find(Kind.DOUBLED, log, nominal, "two records say what became of it", List.of(before, row));
        } else if (known && !explained) {
            tally.find(Kind.UNEXPLAINED, log, nominal, "is not its delay after the end of a run", List.of(row));
        } else if (log.row(row) == Row.TRIGGERED) {
            tally.triggered++;
        } else {
            SkipReason reason = SkipReason.forNumber(log.detail(row));
            tally.skipped(reason == null ? "UNKNOWN" : reason.name());
        }
    }

    private boolean explain(long nominal) {
        if (open.remove(nominal) != null) {
            return true;
        }
        for (long moved : open.keySet()) {
            if (moved <= nominal && nominal - moved <= MOVED_MAX_MS) {
                open.remove(moved);
                return true;
            }
        }
        return false;
    }

    private void atTheEnd() {
        boolean owes = terms != null && terms.isFixedDelay() && terms.owes() && live.isEmpty();
        if (!owes || !open.containsKey(newest) || !question.holds(newest)) {
            return;
        }
        tally.expected++;
        if (question.isDue(newest)) {
            tally.find(
                    Kind.LOST,
                    log,
                    newest,
                    "a run had ended its delay ago, and no record says that it fired",
                    List.of());
        } else {
            tally.notYetDue++;
        }
    }
}
