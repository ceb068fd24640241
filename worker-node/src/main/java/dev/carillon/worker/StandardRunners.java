package dev.carillon.worker;

import dev.carillon.worker.runner.JobRunner;
import dev.carillon.worker.runner.http.HttpRunner;
import dev.carillon.worker.runner.http.TargetRules;
import dev.carillon.worker.runner.jvm.JavaRunner;
import dev.carillon.worker.runner.shell.ShellRunner;
import dev.carillon.worker.runner.shell.ShellSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The runners that come with Carillon. */
public record StandardRunners(WorkerSettings settings, TargetRules targets) implements Runners {

    private static final Duration MAX_GRACE = Duration.ofSeconds(3);

    @Override
    public List<JobRunner> make(Supplier<Duration> leaseLeft) {
        Duration lease = settings.limits().lease();
        Duration third = lease.dividedBy(3);
        // A kill has to be over within the lease, so a short lease leaves less time between TERM and KILL.
        Duration grace = third.compareTo(MAX_GRACE) < 0 ? third : MAX_GRACE;
        Path scratch = settings.directory().resolve("scratch");
        ShellSettings shell = ShellSettings.DEFAULT
                .withGrace(Duration.ZERO)
                .withLease(lease)
                .withGrace(grace)
                .withScratch(scratch);
        return List.of(
                new ShellRunner(shell, leaseLeft),
                new HttpRunner(targets),
                new JavaRunner(settings.jobDirectory(), scratch, grace));
    }
}
