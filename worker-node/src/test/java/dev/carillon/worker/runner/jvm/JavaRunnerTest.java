package dev.carillon.worker.runner.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.Task;
import dev.carillon.testkit.Await;
import dev.carillon.worker.runner.KillSwitch;
import dev.carillon.worker.runner.RecordingLog;
import dev.carillon.worker.runner.RunResult;
import dev.carillon.worker.runner.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Classes compiled by the test, run from jars. */
final class JavaRunnerTest {

    @TempDir
    Path directory;

    private final RecordingLog log = new RecordingLog();
    private final KillSwitch kill = new KillSwitch();
    private TestJars jars;
    private Path jobs;
    private Path scratch;
    private JavaRunner runner;

    @BeforeEach
    void makeRunner() throws IOException {
        jars = new TestJars(Files.createDirectory(directory.resolve("work")));
        jobs = directory.resolve("jobs");
        scratch = directory.resolve("scratch");
        // What a busy machine takes to end a job must not make it a survivor.
        runner = new JavaRunner(jobs, scratch, Duration.ofSeconds(20));
    }

    @AfterEach
    void close() {
        runner.close();
    }

    @Test
    void runsAClassWithEverythingAboutItsAttempt() throws Exception {
        // Given
        put("a.jar", """
                c.log(c.jobId() + "|" + c.executionId() + "|" + c.jobName() + "|" + c.namespace() + "|" + c.group());
                c.log(c.parameters() + "|" + c.instanceParameters() + "|" + c.attempt() + "/" + c.maxAttempts());
                c.log(c.nominalTime().toEpochMilli() + "|" + c.dataTime().toEpochMilli() + "|" + c.isStopped());
                c.log("two\\nlines");
                return ProcessResult.succeeded("fine");
                """);

        // When
        RunResult result = runner.run(Runs.of(new Task.Java("user.Job", ""), "p", "i"), log, kill);

        // Then
        assertThat(result).isEqualTo(RunResult.succeeded("fine", 0));
        assertThat(log.lines())
                .containsExactly(
                        "7|7-s" + Runs.NOMINAL_MS + "|nightly report|space|reports",
                        "i|Optional[i]|1/3",
                        Runs.NOMINAL_MS + "|" + Runs.DATA_MS + "|false",
                        "two",
                        "lines");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "return ProcessResult.failed(\"no\"); | no",
                "return null; | process returned null",
                "throw new java.io.IOException(\"disk\"); | java.io.IOException: disk",
                "throw new AssertionError(); | java.lang.AssertionError",
                "return new Object() { ProcessResult f() { return f(); } }.f(); | java.lang.StackOverflowError",
                "Class.forName(\"user.Missing\"); return null; | java.lang.ClassNotFoundException: user.Missing"
            })
    void failsWithTheReason(String body, String message) throws Exception {
        // Given
        put("a.jar", body);

        // When
        RunResult result = run("user.Job", "");

        // Then
        assertThat(result).isEqualTo(RunResult.failed(message, 0));
    }

    @Test
    void showsAJobNothingOfTheNode() throws Exception {
        // Given
        put("a.jar", """
                String seen = "";
                for (String name : new String[] {"dev.carillon.worker.runner.jvm.JavaRunner",
                        "dev.carillon.core.job.JobId", "org.slf4j.Logger", "org.junit.jupiter.api.Test"}) {
                    try {
                        Class.forName(name);
                        seen += name;
                    } catch (ClassNotFoundException e) {
                        c.log("hidden");
                    }
                }
                boolean own = Thread.currentThread().getContextClassLoader() == getClass().getClassLoader();
                return ProcessResult.succeeded(seen + own + java.sql.Connection.class.getSimpleName());
                """);

        // When
        RunResult result = run("user.Job", "");

        // Then
        assertThat(result.message()).isEqualTo("trueConnection");
        assertThat(log.lines()).hasSize(4);
    }

    @Test
    void picksUpAReplacedJar() throws Exception {
        // Given
        put("a.jar", "return ProcessResult.succeeded(\"old\");");
        assertThat(run("user.Job", "").message()).isEqualTo("old");

        // When
        put("a.jar", "return ProcessResult.succeeded(\"new\");");

        // Then
        assertThat(run("user.Job", "").message()).isEqualTo("new");
        assertThat(copies()).isEqualTo(1);
    }

    @Test
    void aRunningAttemptKeepsTheClassesOfAReplacedJar() throws Exception {
        // Given an attempt that loads another class only after the jar was replaced
        Path go = directory.resolve("go");
        putWithNeighbour("old", "while (!new java.io.File(\"" + go + "\").exists()) Thread.sleep(5);");
        CompletableFuture<RunResult> running = start();
        Await.until("it runs", () -> log.lines().contains("begun"));

        // When
        putWithNeighbour("new", "");
        RunResult next = run("user.Job", "");
        Files.createFile(go);

        // Then
        assertThat(next.message()).isEqualTo("new");
        assertThat(running.get(60, TimeUnit.SECONDS).message()).isEqualTo("old");
        Await.until("the old copy is closed and removed", () -> copies() == 1);
    }

    @Test
    void forgetsARemovedJar() throws Exception {
        // Given
        put("a.jar", "return ProcessResult.succeeded();");
        assertThat(run("user.Job", "").success()).isTrue();

        // When
        Files.delete(jobs.resolve("a.jar"));

        // Then
        assertThat(run("user.Job", "").message()).contains("none of the 0 jars").contains("user.Job");
        assertThat(run("user.Job", "a.jar").message()).contains("there is no a.jar in the job directory");
    }

    @Test
    void aClassInSeveralJarsNeedsAName() throws Exception {
        // Given
        put("a.jar", "return ProcessResult.succeeded(\"a\");");
        put("b.jar", "return ProcessResult.succeeded(\"b\");");

        // When
        RunResult ambiguous = run("user.Job", "");
        RunResult named = run("user.Job", "b.jar");

        // Then
        assertThat(ambiguous.success()).isFalse();
        assertThat(ambiguous.message()).contains("several jars hold user.Job").contains("a.jar, b.jar");
        assertThat(named.message()).isEqualTo("b");
    }

    @Test
    void aBrokenJarHindersOnlyItself() throws Exception {
        // Given
        put("good.jar", "return ProcessResult.succeeded(\"good\");");
        Files.writeString(jobs.resolve("half.jar"), "PK not the whole thing");

        // When, Then
        assertThat(run("user.Job", "").message()).isEqualTo("good");
        assertThat(run("user.Job", "half.jar").message()).contains("half.jar cannot be read");
        assertThat(run("user.Other", "").message())
                .contains("none of the 2 jars")
                .contains("half.jar cannot be read");
        assertThat(run("user.Other", "good.jar").message()).contains("good.jar does not hold user.Other");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public class Job {} | user.Job implements neither dev.carillon.job.JobProcessor nor",
                "public abstract class Job implements dev.carillon.job.JobProcessor {} | user.Job is abstract",
                "public class Job implements dev.carillon.job.JobProcessor { public Job(int i) {}"
                        + " public dev.carillon.job.ProcessResult process(dev.carillon.job.JobContext c) { return null; } }"
                        + " | user.Job has no constructor without arguments",
                "public class Job implements dev.carillon.job.JobProcessor {"
                        + " public Job() { throw new IllegalStateException(\"no config\"); }"
                        + " public dev.carillon.job.ProcessResult process(dev.carillon.job.JobContext c) { return null; } }"
                        + " | java.lang.IllegalStateException: no config"
            })
    void saysWhyAClassIsNoJob(String declaration, String message) throws Exception {
        // Given
        jars.put(jobs.resolve("a.jar"), Map.of("user.Job", "package user; " + declaration));

        // When
        RunResult result = run("user.Job", "");

        // Then
        assertThat(result.success()).isFalse();
        assertThat(result.message()).contains(message);
    }

    @Test
    void killInterruptsTheJobAndCallsItsKill() throws Exception {
        // Given
        jars.put(jobs.resolve("a.jar"), Map.of("user.Job", """
                package user;
                import dev.carillon.job.*;
                public class Job implements JobProcessor {
                    private final java.util.concurrent.CountDownLatch killed = new java.util.concurrent.CountDownLatch(1);
                    public ProcessResult process(JobContext c) throws Exception {
                        c.log("begun");
                        try {
                            Thread.sleep(60_000);
                            return ProcessResult.succeeded("slept");
                        } catch (InterruptedException e) {
                            killed.await();
                            return ProcessResult.failed("interrupted " + c.isStopped());
                        }
                    }
                    @Override public void kill(JobContext c) {
                        c.log("kill");
                        killed.countDown();
                    }
                }
                """));
        CompletableFuture<RunResult> running = start();
        Await.until("it runs", () -> log.lines().contains("begun"));

        // When
        kill.kill(StopReason.COMMAND);

        // Then
        assertThat(running.get(60, TimeUnit.SECONDS)).isEqualTo(RunResult.failed("interrupted true", 0));
        assertThat(log.lines()).containsExactly("begun", "kill");
    }

    @Test
    void aJobThatDoesNotEndIsNamedAsSurvivor() throws Exception {
        // Given
        runner.close();
        runner = new JavaRunner(jobs, scratch, Duration.ofMillis(500));
        Path go = directory.resolve("go");
        put(
                "a.jar",
                "c.log(\"begun\"); while (!new java.io.File(\"" + go
                        + "\").exists()) Thread.onSpinWait(); return null;");
        CompletableFuture<RunResult> running = start();
        Await.until("it runs", () -> log.lines().contains("begun"));

        // When
        kill.kill(StopReason.TIMEOUT);

        // Then
        RunResult result = running.get(60, TimeUnit.SECONDS);
        assertThat(result.success()).isFalse();
        assertThat(result.survivors()).isEqualTo("Java thread attempt");
        Files.createFile(go);
    }

    @Test
    void interruptEndsTheJob() throws Exception {
        // Given
        put("a.jar", "c.log(\"begun\"); try { Thread.sleep(60_000); } finally { c.log(\"ended\"); } return null;");
        CompletableFuture<RunResult> running = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> runInto(running));
        Await.until("it runs", () -> log.lines().contains("begun"));

        // When
        thread.interrupt();

        // Then
        assertThat(running.get(60, TimeUnit.SECONDS).message()).startsWith("java.lang.InterruptedException");
        assertThat(log.lines()).containsExactly("begun", "ended");
    }

    @Test
    void closingEndsJobsAndRemovesCopies() throws Exception {
        // Given
        put("a.jar", "c.log(\"begun\"); Thread.sleep(60_000); return null;");
        CompletableFuture<RunResult> running = start();
        Await.until("it runs", () -> log.lines().contains("begun"));

        // When
        runner.close();

        // Then
        assertThat(running.get(60, TimeUnit.SECONDS).message()).startsWith("java.lang.InterruptedException");
        assertThat(scratch).isEmptyDirectory();
        assertThat(run("user.Job", "").message()).contains("the worker stops");
    }

    @Test
    void removesTheCopiesOfAKilledWorkerAndNoOthers() throws Exception {
        // Given
        Path abandoned = Files.createDirectory(scratch.resolve("carillon-jars-1"));
        Files.createFile(abandoned.resolve("lock"));
        Files.createFile(abandoned.resolve("job-1.jar"));
        put("a.jar", "return ProcessResult.succeeded();");

        // When
        try (JavaRunner other = new JavaRunner(jobs, scratch, Duration.ofSeconds(1))) {

            // Then
            assertThat(abandoned).doesNotExist();
            assertThat(other.run(Runs.of(new Task.Java("user.Job", ""), ""), log, kill)
                            .success())
                    .isTrue();
        }
        assertThat(run("user.Job", "").success()).isTrue();
    }

    private void putWithNeighbour(String text, String before) throws IOException {
        jars.put(
                jobs.resolve("a.jar"),
                Map.of(
                        "user.Job",
                        job("c.log(\"begun\"); " + before + " return ProcessResult.succeeded(Neighbour.text());"),
                        "user.Neighbour",
                        "package user; class Neighbour { static String text() { return \"" + text + "\"; } }"));
    }

    private void put(String jar, String body) throws IOException {
        jars.put(jobs.resolve(jar), Map.of("user.Job", job(body)));
    }

    private static String job(String body) {
        return "package user; import dev.carillon.job.*; public class Job implements JobProcessor {"
                + " public ProcessResult process(JobContext c) throws Exception { " + body + " } }";
    }

    private RunResult run(String className, String jar) throws InterruptedException {
        return runner.run(Runs.of(new Task.Java(className, jar), ""), log, new KillSwitch());
    }

    private CompletableFuture<RunResult> start() {
        CompletableFuture<RunResult> running = new CompletableFuture<>();
        kill.onAbandon(running::complete);
        Thread.ofVirtual().name("attempt").start(() -> runInto(running));
        return running;
    }

    private void runInto(CompletableFuture<RunResult> running) {
        try {
            running.complete(runner.run(Runs.of(new Task.Java("user.Job", ""), ""), log, kill));
        } catch (Throwable e) {
            running.completeExceptionally(e);
        }
    }

    private long copies() {
        try (Stream<Path> files = Files.walk(scratch)) {
            return files.filter(file -> file.toString().endsWith(".jar")).count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
