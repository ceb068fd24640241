package dev.carillon.job;

import java.time.Instant;
import java.util.Optional;

/** What one attempt is about. Its methods may be called from any thread. */
public interface JobContext {

    long jobId();

    /** The same for every attempt of an execution, and for a scheduled fire always the same. */
    String executionId();

    String jobName();

    String namespace();

    String group();

    /** What the task gets: the instance parameters when there are any, else those of the job. */
    String parameters();

    /** The parameters that were given when this execution was triggered by hand; empty for a scheduled fire. */
    Optional<String> instanceParameters();

    /** The instant the schedule asked for, however late the attempt begins. */
    Instant nominalTime();

    /** The instant whose data the run is about: the nominal time less the job's data offset. */
    Instant dataTime();

    /** Counts the attempts of the execution, from 1. */
    int attempt();

    /** Attempts the job's retry policy allows in all. */
    int maxAttempts();

    /** Adds to the output of the attempt. Text of several lines becomes as many lines; never blocks for long. */
    void log(String text);

    /** Whether the attempt has been told to end; long work looks here between its steps. */
    boolean isStopped();
}
