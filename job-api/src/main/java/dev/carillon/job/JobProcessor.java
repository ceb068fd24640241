package dev.carillon.job;

/**
 * A job written in Java. The worker makes a new instance for every attempt, by the public constructor without
 * arguments, so fields are never shared between attempts.
 *
 * <pre>{@code
 * public final class Greeting implements JobProcessor {
 *     public ProcessResult process(JobContext context) {
 *         context.log("hello " + context.parameters());
 *         return ProcessResult.succeeded("greeted");
 *     }
 * }
 * }</pre>
 *
 * <p>Attempts are at-least-once: after a worker has died, another may run the same execution again. What must happen
 * once is guarded with {@link JobContext#executionId()}, which is the same for all attempts of an execution.
 */
public interface JobProcessor {

    /**
     * Does the work of one attempt, in a thread of its own whose context class loader is that of the job's jar.
     *
     * @return how it ended; null counts as failed
     * @throws Exception counts as failed, with the exception's class and message as the result
     */
    ProcessResult process(JobContext context) throws Exception;

    /**
     * Asks the running attempt to end, because it was stopped, has passed its limit, or the worker shuts down. Called
     * at most once, in another thread than {@link #process}, whose thread is interrupted at the same time. An attempt
     * that goes on nevertheless is given up after a few seconds and its thread reported as left over.
     */
    default void kill(JobContext context) {}
}
