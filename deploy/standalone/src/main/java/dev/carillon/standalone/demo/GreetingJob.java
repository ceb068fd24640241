package dev.carillon.standalone.demo;

import dev.carillon.job.JobContext;
import dev.carillon.job.JobProcessor;
import dev.carillon.job.ProcessResult;

/**
 * The example of a Java job. The demo packs this one class into a jar, as its users do with theirs; the worker loads it
 * from there and shows it nothing of Carillon but {@code job-api}.
 */
public final class GreetingJob implements JobProcessor {

    @Override
    public ProcessResult process(JobContext context) {
        context.log("Java greets " + context.parameters() + ", from "
                + getClass().getClassLoader().getName());
        return ProcessResult.succeeded("greeted");
    }
}
