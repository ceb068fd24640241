package dev.carillon.worker.runner.plan;

import dev.carillon.core.execution.Report.Outcome;
import dev.carillon.core.execution.StepResult;
import dev.carillon.core.job.Task;
import dev.carillon.worker.runner.ResultText;
import dev.carillon.worker.runner.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which step of a plan begins next, and what has become of the whole.
 *
 * <pre>
 *  begin ─▶ 0, 1, 2 … without those done before        none any more after {@link #stop}, nor, with stopOnFailure, after
 *  ended ◀─ each, in any order                          a step that has not succeeded
 * </pre>
 *
 * No thread, no clock. Not thread-safe.
 */
final class PlanProgress {

    /** Of the message of a failed step within the plan's; what stands behind it has to fit too. */
    private static final int MAX_MESSAGE = 700;

    private final Task.Plan plan;
    private final Set<Integer> doneBefore;
    private final List<String> survivors = new ArrayList<>();
    private int next;
    private int begun;
    private int succeeded;
    private int failed;
    private int stopped;
    private boolean mayBegin = true;
    private @Nullable StepResult firstFailure;

    /** @param doneBefore indexes of steps that have succeeded in an earlier attempt */
    PlanProgress(Task.Plan plan, Set<Integer> doneBefore) {
        this.plan = plan;
        this.doneBefore = doneBefore.stream()
                .filter(index -> index < plan.steps().size())
                .collect(Collectors.toUnmodifiableSet());
        this.succeeded = this.doneBefore.size();
        skipDone();
    }

    /** The step to begin now; empty when none is to begin any more. */
    OptionalInt begin() {
        if (!mayBegin || next >= plan.steps().size()) {
            return OptionalInt.empty();
        }
        int index = next++;
        begun++;
        skipDone();
        return OptionalInt.of(index);
    }

    /** How many threads have something to do at once, at most. */
    int parallelism() {
        return Math.min(plan.parallelism(), left());
    }

    /** Whether a try that has failed is followed by another. */
    boolean triesAgain(int index, int tries, RunResult result) {
        return mayBegin
                && !result.success()
                && result.survivors().isEmpty()
                && tries <= plan.steps().get(index).retries();
    }

    /** @param left what outlived the step; empty when nothing did */
    void ended(StepResult step, String left) {
        switch (step.outcome()) {
            case SUCCEEDED -> succeeded++;
            case FAILED -> failed++;
            case STOPPED, TIMED_OUT, WITHDRAWN -> stopped++;
        }
        if (step.outcome() == Outcome.FAILED && firstFailure == null) {
            firstFailure = step;
        }
        if (step.outcome() != Outcome.SUCCEEDED && plan.stopOnFailure()) {
            mayBegin = false;
        }
        if (!left.isEmpty()) {
            survivors.add(left);
        }
    }

    /** Nothing begins any more. */
    void stop() {
        mayBegin = false;
    }

    /** What has become of the attempt, when no step runs any more. */
    RunResult result() {
        int all = plan.steps().size();
        List<String> parts = new ArrayList<>();
        parts.add(succeeded + " of " + all + " steps succeeded");
        if (failed > 1) {
            parts.add(failed + " failed");
        }
        if (firstFailure != null) {
            parts.add((failed > 1 ? "the first was '" : "step '")
                    + firstFailure.key()
                    + (failed > 1 ? "': " : "' failed: ")
                    + ResultText.cut(firstFailure.result(), MAX_MESSAGE));
        }
        if (stopped > 0) {
            parts.add(stopped + " stopped");
        }
        if (left() > 0) {
            parts.add(left() + " not begun");
        }
        int code = firstFailure == null ? 0 : firstFailure.code();
        return new RunResult(succeeded == all, String.join(", ", parts), code, String.join("; ", survivors));
    }

    /** Steps that have not begun, in this attempt or before. */
    private int left() {
        return plan.steps().size() - doneBefore.size() - begun;
    }

    private void skipDone() {
        while (doneBefore.contains(next)) {
            next++;
        }
    }
}
