package dev.carillon.gateway.view;

import static dev.carillon.gateway.view.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.JobId;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ViewWriterTest {

    @TempDir
    Path directory;

    private final FollowedLog log = new FollowedLog(() -> NOON);
    private final MockConsumer<byte[], byte[]> consumer = log.consumer();
    private View view;

    @BeforeEach
    void open() throws Exception {
        view = View.open(directory, View.Settings.DEFAULT, () -> NOON);
        log.ends(1, 0, 0);
    }

    @AfterEach
    void close() throws Exception {
        view.close();
    }

    @Test
    void afterAFailureItBeginsAgain() throws Exception {
        goesOnAfter(() -> {
            throw new KafkaException("the broker is away");
        });
    }

    /** Such as the one of a jar that does not fit the others, which the next record need not meet. */
    @Test
    void afterAnErrorToo() throws Exception {
        goesOnAfter(() -> {
            throw new NoSuchMethodError("not in this version");
        });
    }

    private void goesOnAfter(Runnable failure) throws Exception {
        // given
        consumer.schedulePollTask(failure);
        consumer.schedulePollTask(() -> log.job(0, 1, 1));

        // when
        try (ViewWriter writer = ViewWriter.start(view, consumer, FollowedLog.TOPICS, () -> "log-1")) {
            writer.ready().get(30, TimeUnit.SECONDS);

            // then
            assertThat(writer.isCaughtUp()).isTrue();
            assertThat(view.job(new JobId(1)).get(30, TimeUnit.SECONDS)).isPresent();
        }
    }

    @Test
    void whoWaitsForItHearsThatItWasClosed() {
        // given
        ViewWriter writer = ViewWriter.start(view, consumer, FollowedLog.TOPICS, () -> "log-1");

        // when
        writer.close();

        // then
        assertThat(writer.ready()).isCompletedExceptionally();
        assertThat(writer.isAlive()).isFalse();
    }
}
