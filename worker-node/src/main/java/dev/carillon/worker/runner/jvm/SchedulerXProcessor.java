package dev.carillon.worker.runner.jvm;

import dev.carillon.core.execution.ExecutionAlias;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.job.JobContext;
import dev.carillon.job.JobProcessor;
import dev.carillon.job.ProcessResult;
import dev.carillon.worker.runner.Run;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Runs a class written against SchedulerX's worker API, unmodified. The vendor's classes are in the job's own jar, so
 * they are called by name: nothing of them is on the node's class path.
 *
 * <p>As there: {@code preProcess}, {@code process}, {@code postProcess} in one thread, the result is that of
 * {@code process}, null counts as failed; a plain {@code JobProcessor} has {@code process} only.
 */
final class SchedulerXProcessor implements JobProcessor {

    static final String JOB_PROCESSOR = "com.alibaba.schedulerx.worker.processor.JobProcessor";

    private static final String JOB_PROCESSOR_EX = JOB_PROCESSOR + "Ex";
    private static final String MAP_PROCESSOR = "com.alibaba.schedulerx.worker.processor.MapJobProcessor";
    private static final String CONTEXT = "com.alibaba.schedulerx.worker.domain.JobContext";
    private static final String CONFIG_UTIL = "com.alibaba.schedulerx.common.util.ConfigUtil";
    private static final int SUCCESS = 4;

    private final Object target;
    private final ClassLoader loader;
    private final boolean extended;
    private final Run run;

    private SchedulerXProcessor(Object target, boolean extended, Run run) {
        this.target = target;
        this.loader = target.getClass().getClassLoader();
        this.extended = extended;
        this.run = run;
    }

    static boolean canRun(Class<?> type) {
        return isA(type, JOB_PROCESSOR);
    }

    /** @throws JobLoadException when the class is for a mode that is not run; nothing of its code has run then */
    static void check(Class<?> type) throws JobLoadException {
        if (isA(type, MAP_PROCESSOR)) {
            throw new JobLoadException(type.getName() + " is a MapJobProcessor; map modes are not run here");
        }
    }

    static SchedulerXProcessor of(Object target, Run run) {
        return new SchedulerXProcessor(target, isA(target.getClass(), JOB_PROCESSOR_EX), run);
    }

    @Override
    public ProcessResult process(JobContext context) throws Exception {
        Object vendorContext = vendorContext();
        if (extended) {
            call(target, "preProcess", vendorContext);
        }
        Object result = call(target, "process", vendorContext);
        if (extended) {
            call(target, "postProcess", vendorContext);
        }
        return result == null ? ProcessResult.failed("result can't be null") : translate(result);
    }

    @Override
    public void kill(JobContext context) {
        if (!extended) {
            return;
        }
        try {
            call(target, "kill", vendorContext());
        } catch (Exception e) {
            throw new IllegalStateException(target.getClass().getName() + ".kill failed", e);
        }
    }

    private static ProcessResult translate(Object result) throws Exception {
        Object status = call(result, "getStatus");
        String text = String.valueOf(call(result, "getResult"));
        boolean success = status != null && Integer.valueOf(SUCCESS).equals(call(status, "getValue"));
        return new ProcessResult(success, text.equals("null") ? "" : text);
    }

    private Object vendorContext() throws Exception {
        withoutLogCollector();
        Class<?> type = Class.forName(CONTEXT, true, loader);
        Object builder = notNull(type.getMethod("newBuilder").invoke(null), "newBuilder");
        JobDefinition job = run.definition();
        call(builder, "setJobId", job.id().value());
        call(builder, "setJobInstanceId", ExecutionAlias.of(run.executionId()));
        call(builder, "setJobName", job.name());
        call(builder, "setNamespace", job.namespace());
        call(builder, "setGroupId", job.group());
        call(builder, "setUser", job.audit().createdBy());
        call(builder, "setJobType", "java");
        call(builder, "setExecuteMode", "standalone");
        call(builder, "setJobParameters", run.jobParameters());
        if (run.parameters() != null) {
            call(builder, "setInstanceParameters", run.parameters());
        }
        call(builder, "setAttempt", run.attempt());
        call(builder, "setMaxAttempt", job.retry().maxAttempts());
        call(builder, "setScheduleTime", jodaTime(run.nominal()));
        call(builder, "setDataTime", jodaTime(run.data()));
        return notNull(call(builder, "build"), "build");
    }

    /**
     * Building a context would start the collector that sends logs to the vendor's cloud, with Spring and more under it.
     */
    private void withoutLogCollector() throws Exception {
        Object settings = Class.forName(CONFIG_UTIL, true, loader)
                .getMethod("getWorkerConfig")
                .invoke(null);
        call(notNull(settings, "getWorkerConfig"), "setProperty", "log.collector.enable", false);
    }

    private Object jodaTime(Instant instant) throws Exception {
        return Class.forName("org.joda.time.DateTime", true, loader)
                .getConstructor(long.class)
                .newInstance(instant.toEpochMilli());
    }

    /** Calls the public method of this name that takes these arguments. */
    private static @Nullable Object call(Object on, String name, Object... arguments) throws Exception {
        Method method = Arrays.stream(on.getClass().getMethods())
                .filter(candidate -> candidate.getName().equals(name) && takes(candidate, arguments))
                .findFirst()
                .orElseThrow(() -> new JobLoadException(
                        "not the SchedulerX worker API that is known here: " + on.getClass() + " has no " + name));
        try {
            method.setAccessible(true);
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw Processors.unwrap(e);
        }
    }

    private static boolean takes(Method method, Object... arguments) {
        Class<?>[] types = method.getParameterTypes();
        if (types.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            boolean number = (types[i] == long.class && arguments[i] instanceof Long)
                    || (types[i] == int.class && arguments[i] instanceof Integer);
            if (!number && !types[i].isInstance(arguments[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isA(Class<?> type, String name) {
        try {
            return Class.forName(name, false, type.getClassLoader()).isAssignableFrom(type);
        } catch (ClassNotFoundException e) {
            // The jar is not written against that API.
            return false;
        }
    }

    private static Object notNull(@Nullable Object value, String method) throws JobLoadException {
        if (value == null) {
            throw new JobLoadException("not the SchedulerX worker API that is known here: " + method + " gives null");
        }
        return value;
    }
}
