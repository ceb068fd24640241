package dev.carillon.bench.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One run of one bench: what every figure of it has in common.
 *
 * @param commit what was measured; {@code +} behind it says that sources had been changed
 * @param conditions by name: the options that the run was given
 */
public record RunRecord(String bench, Instant at, String commit, Machine machine, Map<String, String> conditions) {

    /** Each bench adds to them, which changes nothing of what the next one measures. */
    private static final String NOT_RESULTS = ":(exclude)bench/results.jsonl";

    private static final long GIT_SECONDS = 10;

    public RunRecord {
        conditions = new TreeMap<>(conditions);
    }

    /** Begins now, on this machine. */
    public static RunRecord begin(String bench, Instant now, Map<String, String> conditions)
            throws InterruptedException {
        String commit = git("rev-parse", "--short=12", "HEAD").strip();
        boolean changed = !git("status", "--porcelain", "--untracked-files=no", "--", ".", NOT_RESULTS)
                .isBlank();
        return new RunRecord(bench, now, commit + (changed ? "+" : ""), Machine.here(), conditions);
    }

    /** What git answers; empty where there is no git or no repository. */
    private static String git(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process git = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return git.waitFor(GIT_SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0 ? answer : "";
        } catch (IOException e) {
            throw new UncheckedIOException("git, which tells what is measured, cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
