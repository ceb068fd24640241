package dev.carillon.worker.runner.shell;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How SHELL jobs are run.
 *
 * @param lease of the worker: a worker that has been silent as long has lost its work, so its processes end before
 * @param grace between TERM and KILL; at most a third of the lease, since the KILL has to come within it
 * @param path of the scripts
 * @param lang of the scripts; their output is read as UTF-8
 * @param scratch directory in which every attempt gets a directory of its own, removed with the attempt
 */
public record ShellSettings(Duration lease, Duration grace, String path, String lang, Path scratch) {

    // Above the default, which is checked against them.
    private static final Duration MIN_LEASE = Duration.ofSeconds(1);
    private static final int GRACES_PER_LEASE = 3;

    public static final ShellSettings DEFAULT = new ShellSettings(
            Duration.ofSeconds(30),
            Duration.ofSeconds(3),
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "C.UTF-8",
            Path.of(System.getProperty("java.io.tmpdir")));

    public ShellSettings {
        if (lease.compareTo(MIN_LEASE) < 0) {
            throw new IllegalArgumentException("the lease must be at least 1 s, was " + lease);
        }
        if (grace.isNegative() || grace.multipliedBy(GRACES_PER_LEASE).compareTo(lease) > 0) {
            throw new IllegalArgumentException("the grace must be 0 … a third of the lease, was " + grace);
        }
    }

    /** With a short lease the grace becomes shorter too. */
    public ShellSettings withLease(Duration value) {
        Duration longestGrace = value.dividedBy(GRACES_PER_LEASE);
        Duration fitting = grace.compareTo(longestGrace) > 0 ? longestGrace : grace;
        return new ShellSettings(value, fitting, path, lang, scratch);
    }

    public ShellSettings withGrace(Duration value) {
        return new ShellSettings(lease, value, path, lang, scratch);
    }

    public ShellSettings withScratch(Path value) {
        return new ShellSettings(lease, grace, path, lang, value);
    }

    /** Between two signs of life to the watchdog. */
    Duration beatInterval() {
        return clamp(lease.dividedBy(10), Duration.ofMillis(50), Duration.ofSeconds(3));
    }

    /** How often the watchdog looks at its clock. */
    Duration tick() {
        return clamp(lease.dividedBy(20), Duration.ofMillis(100), Duration.ofSeconds(1));
    }

    /** What has to be left of a lease when the watchdog begins to end processes, so that all are gone within it. */
    Duration timeToEnd() {
        return grace.plus(tick().multipliedBy(2));
    }

    private static Duration clamp(Duration value, Duration min, Duration max) {
        return value.compareTo(min) < 0 ? min : value.compareTo(max) > 0 ? max : value;
    }
}
