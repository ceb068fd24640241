package dev.carillon.worker.runner.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.Task;
import dev.carillon.testkit.Await;
import dev.carillon.worker.runner.KillSwitch;
import dev.carillon.worker.runner.RecordingLog;
import dev.carillon.worker.runner.RunResult;
import dev.carillon.worker.runner.Runs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes compiled against the vendor's own worker jar, whose classes the node does not have on its class path. */
final class SchedulerXProcessorTest {

    private static final String IMPORTS = "package user; import com.alibaba.schedulerx.worker.processor.*;"
            + " import com.alibaba.schedulerx.worker.domain.*; import com.alibaba.schedulerx.common.domain.*; ";

    @TempDir
    Path directory;

    private final RecordingLog log = new RecordingLog();
    private final KillSwitch kill = new KillSwitch();
    private JavaRunner runner;
    private TestJars jars;

    @BeforeEach
    void makeRunner() {
        jars = new TestJars(directory);
        runner = new JavaRunner(directory.resolve("jobs"), directory.resolve("scratch"), Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        runner.close();
    }

    @Test
    void runsTheThreeStepsInOrderAndTakesTheResultOfTheSecond() throws Exception {
        // Given
        put("""
                public class Job extends JavaProcessor {
                    private String steps = "";
                    @Override public void preProcess(JobContext c) { steps += "pre "; }
                    @Override public ProcessResult process(JobContext c) {
                        steps += "process ";
                        return new ProcessResult(true, "") {
                            @Override public String getResult() { return steps; }
                        };
                    }
                    @Override public ProcessResult postProcess(JobContext c) {
                        steps += "post";
                        return new ProcessResult(false, "ignored");
                    }
                }
                """);

        // When
        RunResult result = run("p", null);

        // Then
        assertThat(result).isEqualTo(RunResult.succeeded("pre process post", 0));
    }

    @Test
    void fillsTheVendorsContext() throws Exception {
        // Given
        put("""
                public class Job implements JobProcessor {
                    public ProcessResult process(JobContext c) {
                        return new ProcessResult(true, c.getJobId() + "|" + (c.getJobInstanceId() > 0) + "|" + c.getJobName()
                            + "|" + c.getGroupId() + "|" + c.getNamespace() + "|" + c.getJobParameters() + "|" + c.getInstanceParameters()
                            + "|" + c.getScheduleTime().getMillis() + "|" + c.getDataTime().getMillis()
                            + "|" + c.getAttempt() + "|" + c.getMaxAttempt() + "|" + c.getUser());
                    }
                }
                """);

        // When
        RunResult result = run("p", "i");

        // Then
        assertThat(result.message())
                .isEqualTo(
                        "7|true|nightly report|reports|space|p|i|" + Runs.NOMINAL_MS + "|" + Runs.DATA_MS + "|1|3|ada");
        assertThat(result.success()).isTrue();
    }

    @Test
    void failsAsThere() throws Exception {
        // Given
        put("""
                public class Job extends JavaProcessor {
                    @Override public ProcessResult process(JobContext c) throws Exception {
                        switch (c.getJobParameters()) {
                            case "null": return null;
                            case "throw": throw new java.io.IOException("disk");
                            case "failed": return new ProcessResult(InstanceStatus.FAILED, "no");
                            default: return new ProcessResult(false);
                        }
                    }
                }
                """);

        // When, Then
        assertThat(run("null", null)).isEqualTo(RunResult.failed("result can't be null", 0));
        assertThat(run("throw", null)).isEqualTo(RunResult.failed("java.io.IOException: disk", 0));
        assertThat(run("failed", null)).isEqualTo(RunResult.failed("no", 0));
        assertThat(run("other", null)).isEqualTo(RunResult.failed("", 0));
    }

    @Test
    void killReachesTheJob() throws Exception {
        // Given
        Path begun = directory.resolve("begun");
        put("""
                public class Job extends JavaProcessor {
                    private final java.util.concurrent.CompletableFuture<String> killed = new java.util.concurrent.CompletableFuture<>();
                    @Override public ProcessResult process(JobContext c) throws Exception {
                        java.nio.file.Files.createFile(java.nio.file.Path.of(c.getJobParameters()));
                        return new ProcessResult(false, killed.join());
                    }
                    @Override public void kill(JobContext c) { killed.complete("killed " + c.getJobId()); }
                }
                """);
        CompletableFuture<RunResult> running = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> runInto(running, begun.toString()));
        Await.until("it runs", () -> Files.exists(begun));

        // When
        kill.kill(StopReason.COMMAND);

        // Then
        assertThat(running.get(10, TimeUnit.SECONDS)).isEqualTo(RunResult.failed("killed 7", 0));
    }

    @Test
    void refusesTheMapModes() throws Exception {
        // Given
        put("""
                public class Job extends MapJobProcessor {
                    @Override public ProcessResult process(JobContext c) { return new ProcessResult(true); }
                }
                """);

        // When
        RunResult result = run("", null);

        // Then
        assertThat(result.success()).isFalse();
        assertThat(result.message()).contains("user.Job is a MapJobProcessor");
    }

    private void put(String source) throws Exception {
        jars.putWithSchedulerX(directory.resolve("jobs/vendor.jar"), Map.of("user.Job", IMPORTS + source));
    }

    private RunResult run(String parameters, @Nullable String ofTrigger) throws InterruptedException {
        return runner.run(Runs.of(new Task.Java("user.Job", ""), parameters, ofTrigger), log, kill);
    }

    private void runInto(CompletableFuture<RunResult> running, String parameters) {
        try {
            running.complete(run(parameters, null));
        } catch (Throwable e) {
            running.completeExceptionally(e);
        }
    }
}
