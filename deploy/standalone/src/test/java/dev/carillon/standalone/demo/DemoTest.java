package dev.carillon.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.standalone.Cluster;
import dev.carillon.standalone.Loopback;
import dev.carillon.standalone.Overrides;
import dev.carillon.standalone.UpSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

    @TempDir
    private Path data = Path.of("");

    /** One cluster for all, since its start takes seconds. */
    @Test
    void succeedsWithAWorkerAndNotWithoutIt() throws Exception {
        try (Cluster cluster = Cluster.start(
                new UpSettings(data, Loopback.HOST, 0, 0, 0, false, Overrides.NONE.over(Demo.SETTINGS)))) {
            StringWriter text = new StringWriter();
            assertThat(run(cluster, Duration.ofSeconds(60), new CompletableFuture<>(), text))
                    .as(text.toString())
                    .isTrue();
            assertThat(text.toString())
                    .contains("E-MapReduce works on the data of 20", "ROMA Connect integrates data")
                    .contains("Workspace restarts server-", "JMR reports")
                    .contains("Shell greets you", "{\"code\":200", "Java greets you, from demo.jar", "the native API")
                    .contains("Every example has succeeded.");

            cluster.stopWorker();

            StringWriter without = new StringWriter();
            assertThat(run(cluster, Duration.ofSeconds(15), new CompletableFuture<>(), without))
                    .isFalse();
            assertThat(without.toString())
                    .contains("Time is up. Not every example has succeeded:")
                    .containsPattern("demo-java: 0 of \\d+ fires succeeded.* waits for a worker that takes JAVA jobs");

            StringWriter aborted = new StringWriter();
            assertThat(run(cluster, Duration.ofSeconds(60), CompletableFuture.completedFuture("Enough"), aborted))
                    .isFalse();
            assertThat(aborted.toString()).contains("Enough. Not every example has succeeded:");
        }
    }

    private boolean run(Cluster cluster, Duration within, CompletableFuture<String> aborted, StringWriter text)
            throws Exception {
        PrintWriter out = new PrintWriter(text, true);
        Demo demo = new Demo(
                URI.create(cluster.url()),
                cluster.generatedCredential().orElseThrow(),
                data.resolve("jobs"),
                Screen.plain(out, new Table(ZoneOffset.UTC)),
                out);
        return demo.run(1, within, aborted);
    }
}
