package dev.carillon.cluster.faults;

import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.RetryPolicy;
import dev.carillon.proto.v1.ShellTask;
import dev.carillon.proto.v1.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A job whose script tells in a file what it does: {@code begin ATTEMPT PID}, {@code end}. A second attempt also tells
 * whether the first one's process is still there, and then waits for a file of its own.
 */
record ScriptJob(long id, Kind kind, Path diary) {

    enum Kind {
        /** Goes on for ever, in the foreground and in a session of its own. */
        ENDLESS("setsid sleep 600 & sleep 600"),
        /** Ends well as soon as it may. */
        ENDING("while [ ! -e \"$DIARY.first\" ]; do sleep 0.1; done");

        private final String firstAttempt;

        Kind(String firstAttempt) {
            this.firstAttempt = firstAttempt;
        }
    }

    private static final String FRAME = """
            if [ -e "$DIARY" ]; then
              first=$(sed -n 's/^begin [0-9]* //p' "$DIARY" | head -n 1)
              # A frozen parent cannot bury its dead.
              grep -s '^State:' "/proc/$first/status" | grep -qv zombie && echo overlap >> "$DIARY"
              echo "begin $CARILLON_ATTEMPT $$" >> "$DIARY"
              while [ ! -e "$DIARY.second" ]; do sleep 0.1; done
            else
              echo "begin $CARILLON_ATTEMPT $$" >> "$DIARY"
              %s
            fi
            echo end >> "$DIARY"
            """;

    JobDefinition definition() {
        return JobDefinition.newBuilder()
                .setId(id)
                .setName(kind + "-" + id)
                .setEnabled(true)
                .setTask(Task.newBuilder()
                        .setShell(ShellTask.newBuilder()
                                .setScript(FRAME.formatted(kind.firstAttempt))
                                .putEnvironment("DIARY", diary.toString())))
                .setMaxConcurrency(1)
                .setRetry(RetryPolicy.newBuilder().setRetries(3).setIntervalMs(100))
                .build();
    }

    void letFirstEnd() {
        create(Path.of(diary + ".first"));
    }

    void letSecondEnd() {
        create(Path.of(diary + ".second"));
    }

    private static void create(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> told() {
        try {
            return Files.exists(diary) ? Files.readAllLines(diary) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long begun() {
        return told().stream().filter(line -> line.startsWith("begin ")).count();
    }

    /** What is left of the first attempt. */
    List<Long> firstAttemptsProcesses() {
        String attempt = told().getFirst().split(" ")[1];
        return MarkedProcesses.with("DIARY=" + diary, "CARILLON_ATTEMPT=" + attempt);
    }
}
