package dev.carillon.worker.runner.jvm;

import dev.carillon.job.JobProcessor;

/**
 * Parent of every job's class loader: the platform and {@code dev.carillon.job}, nothing else. A job never meets the
 * node's classes or libraries, so it may bring any version of any of them.
 */
final class JobApiLoader extends ClassLoader {

    private static final String JOB_API = JobProcessor.class.getPackageName() + ".";

    JobApiLoader() {
        super("job-api", ClassLoader.getPlatformClassLoader());
    }

    // Asked only for what the platform does not have.
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(JOB_API)) {
            return Class.forName(name, false, JobProcessor.class.getClassLoader());
        }
        throw new ClassNotFoundException(name);
    }
}
