package dev.carillon.gateway.view;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobId;
import dev.carillon.gateway.service.ExecutionView.Status;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets a caller wait until a commit of the view holds what its command has caused.
 *
 * <p>A watch is opened <em>before</em> the command goes out and remembers every commit about its key, so an effect that is
 * there and gone again, such as a job that was created and at once deleted by another, still counts as seen. Used from any
 * thread; futures complete on the writer's thread, which must not be held up by what hangs on them.
 */
public final class ViewWaiters {

    private final Map<Object, Set<Watch>> watches = new ConcurrentHashMap<>();

    /**
     * What a commit says about a job, an execution or a backfill.
     *
     * @param present of a backfill: not ended
     * @param revision of a job: the highest that was seen; else 0
     * @param status of an execution; null for jobs and for what is absent
     */
    public record Seen(
            boolean present, long revision, @Nullable Status status) {

        static final Seen ABSENT = new Seen(false, 0, null);

        static Seen job(long revision) {
            return new Seen(true, revision, null);
        }

        static Seen backfill(boolean unfinished) {
            return new Seen(unfinished, 0, null);
        }

        static Seen execution(Status status) {
            return new Seen(true, 0, status);
        }
    }

    /** Closed watches are forgotten; an open one costs memory, so close each. */
    public Watch watchJob(JobId id) {
        return register(id.value());
    }

    public Watch watchExecution(ExecutionId id) {
        return register(id.toString());
    }

    Watch watchBackfill(BackfillTable.Key key) {
        return register(key);
    }

    private Watch register(Object key) {
        Watch watch = new Watch(key);
        watches.compute(key, (unused, set) -> {
            Set<Watch> all = set == null ? ConcurrentHashMap.newKeySet() : set;
            all.add(watch);
            return all;
        });
        return watch;
    }

    /** Whether anybody waits for the key; saves the writer the look-up of a status. */
    boolean isWatched(Object key) {
        return watches.containsKey(key);
    }

    /** Only after the transaction is committed. */
    void committed(Object key, Seen seen) {
        Set<Watch> set = watches.get(key);
        if (set != null) {
            set.forEach(watch -> watch.committed(seen));
        }
    }

    static Seen merge(Seen older, Seen newer) {
        return new Seen(newer.present(), Math.max(older.revision(), newer.revision()), newer.status());
    }

    /** One caller's interest in one job, execution or backfill. */
    public final class Watch implements AutoCloseable {

        private final Object key;
        private @Nullable Seen seen;
        private @Nullable Predicate<Seen> condition;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        private Watch(Object key) {
            this.key = key;
        }

        /** Completes when the condition holds for what has been committed, perhaps already. May be called once. */
        public CompletableFuture<Void> until(Predicate<Seen> wanted) {
            synchronized (this) {
                condition = wanted;
            }
            check();
            return done;
        }

        /** What a read found after the watch was opened; a commit that came in between is newer and stands. */
        public void found(Seen read) {
            synchronized (this) {
                seen = seen == null ? read : merge(read, seen);
            }
            check();
        }

        private void committed(Seen now) {
            synchronized (this) {
                seen = seen == null ? now : merge(seen, now);
            }
            check();
        }

        private void check() {
            boolean met;
            synchronized (this) {
                met = condition != null && seen != null && condition.test(seen);
            }
            if (met) {
                done.complete(null);
            }
        }

        @Override
        public void close() {
            watches.computeIfPresent(key, (unused, set) -> {
                set.remove(this);
                return set.isEmpty() ? null : set;
            });
        }
    }
}
