package dev.carillon.worker.runner.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.worker.runner.shell.ProcessTable.Found;
import dev.carillon.worker.runner.shell.ProcessTable.Look;
import java.io.BufferedReader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProcessTreeTest {

    private static final Duration GRACE = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofMillis(300);

    /** Larger than any pid. */
    private static final long NOBODY = 1L << 40;

    @Test
    void namesWhatOutlivesTheKill() {
        // Given a process that no signal reaches
        ProcessTable table = () -> new Look(List.of(new Found(NOBODY, "stuck")), true);

        // When
        String survivors = new ProcessTree(table, LIMIT).end(GRACE);

        // Then
        assertThat(survivors).isEqualTo(NOBODY + " (stuck)");
    }

    @Test
    void doesNotClaimThatNothingIsLeftWhenItCannotLook() {
        // Given
        ProcessTable table = () -> new Look(List.of(), false);

        // When
        String survivors = new ProcessTree(table, LIMIT).end(GRACE);

        // Then
        assertThat(survivors).startsWith("unknown");
    }

    @Test
    void endsDescendantsWhereThereIsNoProc() throws Exception {
        // Given a script with a child that ignores TERM, on a system without /proc
        Process script = new ProcessBuilder(
                        "/bin/sh", "-c", "sh -c 'trap \"\" TERM; echo $$; while :; do sleep 1; done'; :")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = script.inputReader()) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();

            // When
            String survivors =
                    new ProcessTree(new DescendantProcesses(script.toHandle()), Duration.ofSeconds(20)).end(GRACE);

            // Then
            assertThat(survivors).isEmpty();
            assertThat(child.info().command()).isEmpty();
            assertThat(script.waitFor()).isEqualTo(128 + 15);
        }
    }
}
