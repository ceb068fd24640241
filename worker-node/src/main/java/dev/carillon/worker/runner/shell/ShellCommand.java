package dev.carillon.worker.runner.shell;

import dev.carillon.core.job.Task;
import dev.carillon.worker.runner.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Translates a task into command line and environment, as SchedulerX does where it says how. */
final class ShellCommand {

    static final String STEP_VARIABLES = "STEP_";

    static final String MARKER_VARIABLE = "CARILLON_EXECUTION_MARKER";

    /** Linux takes at most 128 KiB in one argument; a longer script is read from a file. */
    private static final int MAX_INLINE_BYTES = 100_000;

    private ShellCommand() {}

    /**
     * {@code /bin/sh -c script $0 $1 …}.
     *
     * @param scriptFile written when the script is too long for a command line
     */
    static List<String> commandLine(Run run, Task.Shell task, Path scriptFile) throws IOException {
        String script = script(run, task);
        if (script.getBytes(StandardCharsets.UTF_8).length > MAX_INLINE_BYTES) {
            Files.writeString(scriptFile, script);
            // Sourced, not executed, so that $0, $1 … are the same as for a short script.
            script = ". '" + scriptFile.toString().replace("'", "'\\''") + "'";
        }
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script));
        command.addAll(arguments(run, task));
        return command;
    }

    /** Nothing of the worker's own environment: its keys would leak. */
    static Map<String, String> environment(Run run, Task.Shell task, ShellSettings settings, Path home, String marker) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", settings.path());
        environment.put("LANG", settings.lang());
        environment.put("HOME", home.toString());
        environment.put("TMPDIR", home.toString());
        environment.putAll(task.environment());
        run.values().forEach((name, value) -> environment.put(STEP_VARIABLES + name.toUpperCase(Locale.ROOT), value));
        environment.putAll(run.secrets().values());
        environment.put("CARILLON_JOB_ID", run.definition().id().toString());
        environment.put("CARILLON_EXECUTION_ID", run.executionId().toString());
        environment.put("CARILLON_ATTEMPT", Integer.toString(run.attempt()));
        environment.put("CARILLON_NOMINAL_MS", Long.toString(run.nominal().toEpochMilli()));
        environment.put("CARILLON_DATA_MS", Long.toString(run.data().toEpochMilli()));
        environment.put("CARILLON_PARAMETERS", run.effectiveParameters());
        environment.put(MARKER_VARIABLE, marker);
        return environment;
    }

    private static List<String> arguments(Run run, Task.Shell task) {
        if (!task.arguments().isEmpty()) {
            return task.arguments();
        }
        return Stream.of(run.effectiveParameters().split("\\s+"))
                .filter(argument -> !argument.isEmpty())
                .toList();
    }

    /** Numbers only: text from outside that became part of a script would be a way to run code. */
    private static String script(Run run, Task.Shell task) {
        String nominal = Long.toString(run.nominal().toEpochMilli());
        String data = Long.toString(run.data().toEpochMilli());
        return task.script()
                .replace("#{nominalMs}", nominal)
                .replace("#{dataMs}", data)
                .replace("#{schedule.timestamp}", nominal)
                .replace("#{data.timestamp}", data);
    }
}
