package dev.carillon.worker.runner.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.Task;
import dev.carillon.worker.runner.KillSwitch;
import dev.carillon.worker.runner.MaskedLog;
import dev.carillon.worker.runner.RecordingLog;
import dev.carillon.worker.runner.Run;
import dev.carillon.worker.runner.RunResult;
import dev.carillon.worker.runner.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a script is given and what is made of its output and end. */
final class ShellRunnerTest {

    @TempDir
    Path directory;

    private final RecordingLog log = new RecordingLog();
    private ShellRunner runner;

    @BeforeEach
    void useOwnDirectory() {
        runner = new ShellRunner(ShellSettings.DEFAULT.withScratch(directory));
    }

    @AfterEach
    void close() {
        runner.close();
    }

    @Test
    void succeedsWithTheLastLineAsItsMessage() throws Exception {
        // When
        RunResult result = run(Runs.shell("echo one; echo two >&2; echo; exit 0"));

        // Then
        assertThat(result).isEqualTo(RunResult.succeeded("two", 0));
        assertThat(log.lines()).containsExactly("one", "two", "");
    }

    @Test
    void hasTheValuesOfItsStepAndTheSecretsInItsEnvironment() throws Exception {
        // When
        RunResult result = run(Runs.with(
                Runs.shell("echo $STEP_TARGET_ID $PASSWORD $CARILLON_ATTEMPT"),
                Map.of("target_id", "t-1"),
                Map.of("PASSWORD", "hunter2", "CARILLON_ATTEMPT", "99")));

        // Then
        assertThat(result.message()).isEqualTo("t-1 hunter2 1");
    }

    @Test
    void aSecretInALineThatComesInPiecesIsMasked() throws Exception {
        // Given
        Run run = Runs.with(
                Runs.shell("head -c 8189 /dev/zero | tr '\\0' x; echo ${PASSWORD}y; echo $PASSWORD"),
                Map.of(),
                Map.of("PASSWORD", "hunter2"));

        // When
        RunResult result = runner.run(run, MaskedLog.of(run.secrets(), log), new KillSwitch());

        // Then
        assertThat(log.lines()).containsExactly("x".repeat(8189), "******y", "******");
        assertThat(result.masked(run.secrets()).message()).isEqualTo("******");
    }

    @Test
    void failsWithTheExitCode() throws Exception {
        // When
        RunResult result = run(Runs.shell("exit 37"));

        // Then
        assertThat(result).isEqualTo(RunResult.failed("exit code 37", 37));
    }

    @Test
    void failsWhenTheScriptIsEndedBySomebodyElse() throws Exception {
        // When
        RunResult result = run(Runs.shell("kill -KILL $$"));

        // Then
        assertThat(result).isEqualTo(RunResult.failed("exit code 137", 137));
    }

    @Test
    void givesArgumentsFromZeroOn() throws Exception {
        // Given
        Task task = new Task.Shell("echo \"$0|$1|$#\"", List.of("zero", "one and a half"), Map.of());

        // When
        run(Runs.of(task, "not used"));

        // Then
        assertThat(log.lines()).containsExactly("zero|one and a half|1");
    }

    @Test
    void splitsTheParametersWhenThereAreNoArguments() throws Exception {
        // Given
        Task task = new Task.Shell("echo \"$0|$1|$2|$#\"", List.of(), Map.of());

        // When
        run(Runs.of(task, "definition", " a  b $HOME "));

        // Then
        assertThat(log.lines()).containsExactly("a|b|$HOME|2");
    }

    @Test
    void givesACleanEnvironment() throws Exception {
        // Given
        Task task = new Task.Shell("env", List.of(), Map.of("LANG", "xx", "MINE", "1", "CARILLON_JOB_ID", "8"));

        // When
        run(Runs.of(task, "p q"));

        // Then
        assertThat(log.lines())
                .contains(
                        "MINE=1",
                        "LANG=xx",
                        "CARILLON_JOB_ID=7",
                        "CARILLON_EXECUTION_ID=7-s" + Runs.NOMINAL_MS,
                        "CARILLON_ATTEMPT=1",
                        "CARILLON_NOMINAL_MS=" + Runs.NOMINAL_MS,
                        "CARILLON_DATA_MS=" + Runs.DATA_MS,
                        "CARILLON_PARAMETERS=p q");
        assertThat(log.lines().stream().map(line -> line.substring(0, line.indexOf('='))))
                .contains("PATH", "HOME", "TMPDIR")
                .allMatch(name -> name.startsWith("CARILLON_")
                        || List.of("PATH", "HOME", "TMPDIR", "LANG", "MINE", "PWD", "OLDPWD", "SHLVL", "_")
                                .contains(name));
    }

    @Test
    void putsOnlyNumbersIntoTheScript() throws Exception {
        // Given
        String script =
                "echo '#{nominalMs} #{dataMs} #{schedule.timestamp} #{data.timestamp} #{parameters} #{jobName}'";

        // When
        run(Runs.of(new Task.Shell(script, List.of(), Map.of()), "; rm -rf /"));

        // Then
        assertThat(log.lines())
                .containsExactly(Runs.NOMINAL_MS + " " + Runs.DATA_MS + " " + Runs.NOMINAL_MS + " " + Runs.DATA_MS
                        + " #{parameters} #{jobName}");
    }

    @Test
    void runsAScriptThatIsTooLongForACommandLine() throws Exception {
        // Given
        String script = "# " + "x".repeat(200_000) + "\necho \"$0 $1\"; ls";

        // When
        RunResult result = run(Runs.of(new Task.Shell(script, List.of("a", "b"), Map.of()), ""));

        // Then
        assertThat(result.message()).isEqualTo("a b");
        assertThat(log.lines()).containsExactly("a b");
    }

    @Test
    void failsWithTheReasonWhenNoProcessCanBeStarted() throws Exception {
        // Given
        Task task = new Task.Shell("echo", List.of("a\0b"), Map.of());

        // When
        RunResult result = run(Runs.of(task, ""));

        // Then
        assertThat(result.success()).isFalse();
        assertThat(result.message()).startsWith("The script could not be started: ");
    }

    @Test
    void removesTheFilesOfAnAttempt() throws Exception {
        // When
        run(Runs.shell("pwd; mkdir -p a/b; echo x >a/b/c; ln -s / root; echo $TMPDIR"));

        // Then
        assertThat(log.lines().getFirst()).isEqualTo(log.lines().getLast()).startsWith(directory.toString());
        assertThat(Path.of(log.lines().getFirst())).doesNotExist();
        assertThat(Path.of("/proc")).exists();
    }

    @Test
    void removesItsOwnFilesWhenClosed() throws Exception {
        // Given
        run(Runs.shell("true"));

        // When
        runner.close();

        // Then
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
        assertThat(run(Runs.shell("true")).message()).contains("the worker stops");
    }

    @Test
    void findsTheEndOfItsInputAtOnce() throws Exception {
        // When
        RunResult result = run(Runs.shell("read x; echo $?"));

        // Then
        assertThat(result.message()).isEqualTo("1");
    }

    @Test
    void handsOnMuchOutputWhole() throws Exception {
        // When
        RunResult result = run(Runs.shell("i=0; while [ $i -lt 50000 ]; do echo \"line $i\"; i=$((i+1)); done"));

        // Then
        assertThat(result.message()).isEqualTo("line 49999");
        assertThat(log.lines()).hasSize(50_000).startsWith("line 0", "line 1").endsWith("line 49999");
    }

    @Test
    void cutsALineWithoutEndIntoPieces() throws Exception {
        // When
        run(Runs.shell("head -c 1000000 /dev/zero | tr '\\0' x"));

        // Then
        assertThat(log.lines()).allMatch(line -> line.length() <= OutputLines.MAX_BYTES);
        assertThat(String.join("", log.lines())).isEqualTo("x".repeat(1_000_000));
    }

    @Test
    void survivesBinaryOutput() throws Exception {
        // When
        RunResult result =
                run(Runs.shell("printf '\\377\\376\\000\\001\\r\\n'; head -c 100000 /dev/urandom; echo; echo end"));

        // Then
        assertThat(result).isEqualTo(RunResult.succeeded("end", 0));
        assertThat(log.lines().getFirst()).isEqualTo("\uFFFD\uFFFD\0\1");
    }

    @Test
    void handsOnOutputWhileTheScriptRuns() throws Exception {
        // Given a script that goes on when its first line has been seen
        Path seen = directory.resolve("seen");
        Run run = Runs.shell("echo first; until [ -e '" + seen + "' ]; do sleep 0.02; done; echo second");

        // When
        RunResult result = runner.run(run, line -> create(line, seen), new KillSwitch());

        // Then
        assertThat(result.message()).isEqualTo("second");
    }

    private static void create(String line, Path file) {
        try {
            if (line.equals("first")) {
                Files.createFile(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private RunResult run(Run run) throws InterruptedException {
        return runner.run(run, log, new KillSwitch());
    }
}
