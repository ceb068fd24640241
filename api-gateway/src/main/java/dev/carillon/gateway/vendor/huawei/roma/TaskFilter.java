package dev.carillon.gateway.vendor.huawei.roma;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.rest.RestValues;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Which tasks a list shows and in which order; what is not given matches all. */
final class TaskFilter {

    private final RestValues query;

    TaskFilter(RestValues query) {
        this.query = query;
    }

    /** Whether runs have to be looked at, which is costly for many tasks. */
    boolean asksForRuns() {
        return query.given(RomaFields.FILTER_EXECUTE_STATUS).isPresent();
    }

    boolean matches(JobDefinition job) {
        StoredFields stored = StoredFields.of(job);
        String source = stored.text(StoredFields.SOURCE_DATASOURCE_ID);
        String target = stored.text(StoredFields.TARGET_DATASOURCE_ID);
        return is(RomaFields.FILTER_TASK_ID, RomaId.TASK.of(job.id())::equals)
                && is(RomaFields.FILTER_NAME, job.name()::contains)
                && is(RomaFields.FILTER_TASK_NAME, job.name()::contains)
                && is(RomaFields.FILTER_STATUS, status -> status.equals("1") == TaskState.isRunning(job))
                && is(RomaFields.FILTER_TASK_TYPE, stored.text(StoredFields.TASK_TYPE)::equalsIgnoreCase)
                && is(RomaFields.FILTER_SOURCE_DATASOURCE, source::equals)
                && is(RomaFields.FILTER_TARGET_DATASOURCE, target::equals)
                && is(RomaFields.FILTER_DATASOURCE, id -> source.equals(id) || target.equals(id))
                && is(RomaFields.FILTER_SOURCE_APP, app -> false)
                && is(RomaFields.FILTER_TARGET_APP, app -> false)
                && is(RomaFields.FILTER_TASK_TAG, stored.text(StoredFields.TASK_TAG)::equals)
                && is(RomaFields.FILTER_TASK_MODE, "normal"::equalsIgnoreCase);
    }

    boolean matches(TaskState state) {
        return is(RomaFields.FILTER_EXECUTE_STATUS, state.execute().name()::equalsIgnoreCase);
    }

    /** Never leaves two tasks in doubt, so that pages fit together. */
    Comparator<JobDefinition> order() {
        Comparator<JobDefinition> byDate = Comparator.comparing(
                        (JobDefinition job) -> job.audit().createdAt())
                .thenComparing(JobDefinition::id);
        boolean byStatus = query.word(RomaFields.SORT_FIELD).equals(Optional.of("status"));
        Comparator<JobDefinition> order =
                byStatus ? Comparator.comparing(TaskState::isRunning).thenComparing(byDate) : byDate;
        boolean descending = query.given(RomaFields.SORT_TYPE)
                .map(type -> type.toUpperCase(Locale.ROOT).equals("DESC"))
                .orElse(Guesses.DESCENDING);
        return descending ? order.reversed() : order;
    }

    private boolean is(Field field, Predicate<String> test) {
        return query.given(field).map(test::test).orElse(true);
    }
}
