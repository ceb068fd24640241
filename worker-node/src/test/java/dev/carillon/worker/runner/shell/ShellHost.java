package dev.carillon.worker.runner.shell;

import dev.carillon.core.job.Task;
import dev.carillon.worker.runner.KillSwitch;
import dev.carillon.worker.runner.RunResult;
import dev.carillon.worker.runner.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A worker process of its own, to be killed and frozen. Runs one script and prints its result. */
public final class ShellHost {

    private ShellHost() {}

    /** Takes the lease in ms, the scratch directory, the tag and the script. */
    public static void main(String[] args) throws InterruptedException {
        ShellSettings settings = ShellSettings.DEFAULT
                .withGrace(Duration.ofMillis(200))
                .withLease(Duration.ofMillis(Long.parseLong(args[0])))
                .withScratch(Path.of(args[1]));
        Task.Shell task = new Task.Shell(args[3], List.of(), Map.of(Tagged.VARIABLE, args[2]));
        try (ShellRunner runner = new ShellRunner(settings)) {
            RunResult result = runner.run(Runs.of(task, ""), line -> {}, new KillSwitch());
            System.out.println(result);
        }
    }

    static Process start(Duration lease, Path scratch, String tag, String script) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-cp",
                        classPath,
                        ShellHost.class.getName(),
                        Long.toString(lease.toMillis()),
                        scratch.toString(),
                        tag,
                        script)
                .redirectErrorStream(true)
                .start();
    }
}
