package dev.carillon.worker.runner.jvm;

import dev.carillon.job.JobProcessor;
import dev.carillon.worker.runner.Run;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;

/** Makes the object that does the work of one attempt. Runs the job's own code: constructor, static initializer. */
final class Processors {

    private Processors() {}

    /** @throws Exception what the job's own code throws, or a {@link JobLoadException} when the class cannot be a job */
    static JobProcessor create(Class<?> type, Run run) throws Exception {
        if (JobProcessor.class.isAssignableFrom(type)) {
            return (JobProcessor) instance(type);
        }
        if (SchedulerXProcessor.canRun(type)) {
            SchedulerXProcessor.check(type);
            return SchedulerXProcessor.of(instance(type), run);
        }
        throw new JobLoadException(type.getName() + " implements neither " + JobProcessor.class.getName() + " nor "
                + SchedulerXProcessor.JOB_PROCESSOR);
    }

    private static Object instance(Class<?> type) throws Exception {
        if (Modifier.isAbstract(type.getModifiers())) {
            throw new JobLoadException(type.getName() + " is abstract");
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (NoSuchMethodException e) {
            throw new JobLoadException(type.getName() + " has no constructor without arguments", e);
        } catch (InvocationTargetException e) {
            throw unwrap(e);
        }
    }

    /** What the called code threw. */
    static Exception unwrap(InvocationTargetException e) {
        Throwable cause = e.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof Exception exception ? exception : e;
    }
}
