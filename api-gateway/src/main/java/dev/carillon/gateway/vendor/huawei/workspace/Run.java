package dev.carillon.gateway.vendor.huawei.workspace;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.Task;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.StepView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of a task, and the task as it is now. */
record Run(JobDefinition task, ExecutionView execution) {

    /**
     * A target in a run.
     *
     * @param index of its step, from 0
     * @param step empty when it has not begun
     */
    record Part(int index, String key, String name, Optional<StepView> step) {}

    /**
     * The targets of the run in order: those that have begun, and those of the task as it is now that may have been meant to.
     * A run that has ended before the task was changed had other targets, of which only those are known that have begun.
     */
    List<Part> parts(List<StepView> begun) {
        Map<String, Part> parts = new HashMap<>();
        for (StepView step : begun) {
            parts.put(step.key(), new Part(step.index(), step.key(), step.name(), Optional.of(step)));
        }
        boolean same = execution.revision() == task.revision();
        if ((same || !execution.status().isFinal()) && task.task() instanceof Task.Plan plan) {
            for (int i = 0; i < plan.steps().size(); i++) {
                Task.Step step = plan.steps().get(i);
                parts.putIfAbsent(step.key(), new Part(i, step.key(), step.name(), Optional.empty()));
            }
        }
        List<Part> inOrder = new ArrayList<>(parts.values());
        inOrder.sort(Comparator.comparingInt(Part::index).thenComparing(Part::key));
        return inOrder;
    }

    /** The numbers of a record. */
    record Counts(int total, int succeeded, int failed, int running) {

        /** Neither succeeded nor failed nor running. */
        int untouched() {
            return total - succeeded - failed - running;
        }
    }

    Counts counts(List<StepView> begun) {
        int succeeded = 0;
        int failed = 0;
        int running = 0;
        for (StepView step : begun) {
            switch (step.status()) {
                case SUCCEEDED -> succeeded++;
                case FAILED, STOPPED, TIMED_OUT, WITHDRAWN -> failed++;
                case TRIGGERED, RUNNING, RETRYING, STOPPING -> running++;
            }
        }
        return new Counts(parts(begun).size(), succeeded, failed, running);
    }
}
