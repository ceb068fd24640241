package dev.carillon.audit;

import dev.carillon.proto.v1.Backfill;
import dev.carillon.proto.v1.BackfillChanged;
import dev.carillon.proto.v1.JobChanged;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The history of one job in the order of its partition, in numbers rather than objects: a million fires take some
 * hundred megabytes.
 *
 * <pre>
 * row         key         first            second
 * TRIGGERED   execution   due, or the      nominal
 *                         hashed backfill
 * SKIPPED     count       first nominal    last nominal
 * STARTED     execution   started          attempt
 * ENDED       execution   first started    ended, by the worker
 * CHANGED, BACKFILL       index of the change
 * </pre>
 */
final class JobLog {

    enum Row {
        TRIGGERED,
        SKIPPED,
        STARTED,
        ENDED,
        CHANGED,
        BACKFILL
    }

    /**
     * A change of the definition.
     *
     * @param described as it is from then on; as it was, when deleted
     * @param row -1 where the log does not have it
     */
    record Change(JobChanged.Kind kind, long effective, Terms described, int row) {

        /** In force from then on. */
        @Nullable
        Terms terms() {
            return switch (kind) {
                case DELETED -> null;
                case QUARANTINED -> described.quarantine();
                default -> described;
            };
        }
    }

    /** The definition as the topic {@code jobs} has it. */
    record Listed(Terms terms, long createdAt, long updatedAt) {}

    /** A change of a backfill. */
    record BackfillChange(BackfillChanged.Kind kind, Backfill backfill, int row) {}

    private static final int STRIDE = 6;
    private static final Row[] ROWS = Row.values();

    private final long jobId;
    private int partition = -1;
    private long[] cells = new long[STRIDE * 4];
    private int size;

    final List<Change> changes = new ArrayList<>();
    final List<BackfillChange> backfills = new ArrayList<>();
    final Set<Long> live = new HashSet<>();
    private final Set<Long> unended = new HashSet<>();

    @Nullable
    Listed listed;

    boolean quarantined;

    /** The last change before those of this log, where somebody has looked for it. */
    @Nullable
    Change earlier;

    JobLog(long jobId) {
        this.jobId = jobId;
    }

    /** That this execution has no end and never will. */
    void foundUnended(long key) {
        unended.add(key);
    }

    boolean isFoundUnended(long key) {
        return unended.contains(key);
    }

    void partition(int number) {
        partition = number;
    }

    /** Whether the log begins with the job itself, so that all that ever happened to it is here. */
    boolean isComplete() {
        return !changes.isEmpty()
                && changes.getFirst().kind() == JobChanged.Kind.CREATED
                && changes.getFirst().described().revision() == 1;
    }

    int add(Row row, int detail, long revision, long key, long first, long second, long at, long offset) {
        if ((size + 1) * STRIDE > cells.length) {
            cells = Arrays.copyOf(cells, cells.length + (cells.length >> 1) / STRIDE * STRIDE);
        }
        int cell = size * STRIDE;
        cells[cell] = row.ordinal() | (detail & 0xFFL) << 8 | revision << 16;
        cells[cell + 1] = key;
        cells[cell + 2] = first;
        cells[cell + 3] = second;
        cells[cell + 4] = at;
        cells[cell + 5] = offset;
        return size++;
    }

    /**
     * The same log without the rows from before the instant, except those that later ones build on: the last change of
     * the definition, backfills, triggers of executions that may still end, and the last end, from which a fixed delay
     * counts.
     */
    JobLog since(long instant) {
        if (size == 0 || at(0) >= instant) {
            return this;
        }
        Map<Long, Integer> open = new HashMap<>();
        int lastEnd = -1;
        int lastChange = -1;
        for (int row = 0; row < size; row++) {
            switch (row(row)) {
                case TRIGGERED -> open.put(key(row), row);
                case ENDED -> {
                    open.remove(key(row));
                    lastEnd = at(row) < instant ? row : lastEnd;
                }
                case CHANGED -> lastChange = at(row) < instant ? row : lastChange;
                case SKIPPED, STARTED, BACKFILL -> {}
            }
        }
        JobLog kept = new JobLog(jobId);
        kept.partition = partition;
        kept.listed = listed;
        kept.quarantined = quarantined;
        kept.earlier = earlier;
        for (int row = 0; row < size; row++) {
            boolean matters = at(row) >= instant
                    || row == lastEnd
                    || row == lastChange
                    || row(row) == Row.BACKFILL
                    || open.getOrDefault(key(row), -1) == row && !unended.contains(key(row));
            if (matters) {
                kept.take(this, row);
                if (row(row) == Row.TRIGGERED && unended.contains(key(row))) {
                    kept.unended.add(key(row));
                }
            }
        }
        return kept;
    }

    private void take(JobLog from, int row) {
        long key = from.key(row);
        if (from.row(row) == Row.CHANGED) {
            Change change = from.changes.get((int) key);
            key = changes.size();
            changes.add(new Change(change.kind(), change.effective(), change.described(), size));
        } else if (from.row(row) == Row.BACKFILL) {
            BackfillChange change = from.backfills.get((int) key);
            key = backfills.size();
            backfills.add(new BackfillChange(change.kind(), change.backfill(), size));
        }
        add(
                from.row(row),
                from.detail(row),
                from.revision(row),
                key,
                from.first(row),
                from.second(row),
                from.at(row),
                from.offset(row));
    }

    long jobId() {
        return jobId;
    }

    int partition() {
        return partition;
    }

    int size() {
        return size;
    }

    Row row(int index) {
        return ROWS[(int) (cells[index * STRIDE] & 0xFF)];
    }

    /** The number of the cause, of the reason or of the final state. */
    int detail(int index) {
        return (int) (cells[index * STRIDE] >>> 8 & 0xFF);
    }

    long revision(int index) {
        return cells[index * STRIDE] >>> 16;
    }

    long key(int index) {
        return cells[index * STRIDE + 1];
    }

    long first(int index) {
        return cells[index * STRIDE + 2];
    }

    long second(int index) {
        return cells[index * STRIDE + 3];
    }

    long at(int index) {
        return cells[index * STRIDE + 4];
    }

    long offset(int index) {
        return cells[index * STRIDE + 5];
    }
}
