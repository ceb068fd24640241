package dev.carillon.gateway.view;

import static dev.carillon.gateway.view.FollowedLog.HISTORY;
import static dev.carillon.gateway.view.FollowedLog.JOBS;
import static dev.carillon.gateway.view.FollowedLog.WORKERS;
import static dev.carillon.gateway.view.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.Audit;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.Exclusions;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.TaskKind;
import dev.carillon.core.scheduling.Event;
import dev.carillon.core.scheduling.Fleet;
import dev.carillon.gateway.service.WorkerView;
import dev.carillon.kafka.codec.CalendarCodec;
import dev.carillon.kafka.codec.HeartbeatCodec;
import dev.carillon.kafka.codec.HistoryCodec;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.codec.WorkerBeat;
import dev.carillon.kafka.topics.Partitioner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ViewFollowerTest {

    @TempDir
    Path directory;

    private volatile Instant now = NOON;
    private View view;
    private FollowedLog log;
    private MockConsumer<byte[], byte[]> consumer;
    private ViewFollower follower;

    @BeforeEach
    void open() throws Exception {
        view = View.open(directory, View.Settings.DEFAULT, () -> now);
        log = new FollowedLog(() -> now);
        consumer = log.consumer();
        follower = new ViewFollower(view, consumer, FollowedLog.TOPICS, () -> "log-1");
    }

    @AfterEach
    void close() throws Exception {
        view.close();
    }

    private void restart() throws Exception {
        view.close();
        open();
    }

    @Test
    void itIsCaughtUpWhenTheEndAsItWasIsReached() throws Exception {
        // given
        log.ends(1, 0, 0);
        assertThat(follower.step()).isZero();
        assertThat(follower.isCaughtUp()).isFalse();

        // when
        log.job(0, 1, 1);
        follower.step();

        // then
        assertThat(follower.isCaughtUp()).isTrue();
        assertThat(jobIsKnown(1)).isTrue();
    }

    @Test
    void aRestartReadsOnFromItsOffsets() throws Exception {
        // given
        log.ends(1, 0, 0);
        follower.step();
        log.job(0, 1, 1);
        follower.step();

        // when
        restart();
        log.ends(1, 0, 0);
        follower.step();

        // then
        assertThat(consumer.position(JOBS)).isEqualTo(1);
        assertThat(follower.isCaughtUp()).isTrue();
        assertThat(jobIsKnown(1)).isTrue();
    }

    @Test
    void anOldFileReadsItsJobsAnewAndSweepsWhatIsGone() throws Exception {
        // given
        log.ends(2, 0, 0);
        follower.step();
        log.job(0, 1, 1);
        log.job(1, 2, 1);
        follower.step();

        // when: four days later only job 2 is still in the topic
        now = NOON.plus(Duration.ofDays(4));
        restart();
        log.ends(2, 0, 0);
        follower.step();
        log.job(1, 2, 1);
        follower.step();

        // then
        assertThat(follower.isCaughtUp()).isTrue();
        assertThat(jobIsKnown(1)).isFalse();
        assertThat(jobIsKnown(2)).isTrue();
    }

    @Test
    void aYoungFileDoesNotReadItsJobsAnew() throws Exception {
        // given
        log.ends(1, 0, 0);
        follower.step();
        log.job(0, 1, 1);
        follower.step();

        // when
        now = NOON.plus(Duration.ofDays(3));
        restart();
        log.ends(1, 0, 0);
        follower.step();

        // then
        assertThat(consumer.position(JOBS)).isEqualTo(1);
    }

    @Test
    void aFileThatKnowsMoreThanTheLogIsBuiltAnew() throws Exception {
        // given
        log.ends(1, 0, 0);
        follower.step();
        log.job(0, 1, 1);
        follower.step();

        // when: the log has lost its end
        restart();
        log.ends(0, 0, 0);
        follower.step();

        // then
        assertThat(consumer.position(JOBS)).isZero();
        assertThat(jobIsKnown(1)).isFalse();
    }

    @Test
    void workersShowWhileTheirLeaseRuns() {
        // given
        log.ends(0, 0, 1);
        follower.step();

        // when
        log.record(WORKERS, 0, Keys.of("w1"), HeartbeatCodec.encode(beat("w1")));
        follower.step();

        // then
        assertThat(view.workers()).extracting(WorkerView::id).containsExactly("w1");
        now = NOON.plusSeconds(33);
        assertThat(view.workers()).isEmpty();
    }

    @Test
    void aWorkerThatSaysGoodbyeIsGoneAtOnce() {
        // given
        follower.step();
        log.record(WORKERS, 0, Keys.of("w1"), HeartbeatCodec.encode(beat("w1")));
        follower.step();

        // when
        log.record(WORKERS, 1, Keys.of("w1"), null);
        follower.step();

        // then
        assertThat(view.workers()).isEmpty();
    }

    @Test
    void historyThatLeftTheTopicUnreadIsKnownToBeMissing() throws Exception {
        // given: all of it was there
        log.ends(0, 1, 0);
        follower.step();
        event(0, NOON);
        follower.step();
        assertThat(knownFrom()).isEmpty();

        // when: five events came and the first three of them are gone
        restart();
        log.ends(0, 6, 0);
        consumer.updateBeginningOffsets(Map.of(JOBS, 0L, HISTORY, 4L, WORKERS, 0L));
        follower.step();
        event(4, NOON.plusSeconds(40));
        event(5, NOON.plusSeconds(50));
        follower.step();

        // then
        assertThat(follower.isCaughtUp()).isTrue();
        assertThat(knownFrom()).contains(NOON.plusSeconds(41));
    }

    private Optional<Instant> knownFrom() throws Exception {
        return view.past(new JobId(1)).get(10, TimeUnit.SECONDS).knownFrom();
    }

    private void event(long offset, Instant at) {
        log.record(
                HISTORY,
                offset,
                Keys.of(new JobId(1)),
                HistoryCodec.encode(Samples.triggered(Samples.fire(1, at), at)));
    }

    private boolean jobIsKnown(long id) throws Exception {
        return view.job(new JobId(id)).get(10, TimeUnit.SECONDS).isPresent();
    }

    /** Every partition has a copy of every calendar, and copies may be older or marked. */
    @Test
    void ofTheCopiesOfACalendarOnlyThatOnItsOwnPartitionCounts() throws Exception {
        // given
        JobId id = Calendar.idOf("default", "holidays");
        int home = new Partitioner(2).partition(id);
        TopicPartition own = new TopicPartition("calendars", home);
        TopicPartition other = new TopicPartition("calendars", 1 - home);
        Node node = Node.noNode();
        consumer.updatePartitions(
                "calendars",
                List.of(
                        new PartitionInfo("calendars", 0, node, new Node[] {node}, new Node[] {node}),
                        new PartitionInfo("calendars", 1, node, new Node[] {node}, new Node[] {node})));
        consumer.updateBeginningOffsets(Map.of(own, 0L, other, 0L));
        consumer.updateEndOffsets(Map.of(own, 1L, other, 2L));
        follower.step();

        // when
        copy(own, 0, id, 2, false);
        copy(other, 0, id, 1, false);
        copy(other, 1, id, 1, true);
        follower.step();

        // then
        assertThat(view.calendar(id).get(10, TimeUnit.SECONDS))
                .hasValueSatisfying(calendar -> assertThat(calendar.revision()).isEqualTo(2));
        assertThat(follower.isCaughtUp()).isTrue();
    }

    private void copy(TopicPartition partition, long offset, JobId id, long revision, boolean deleted) {
        Calendar calendar = new Calendar(id, "default", "holidays", revision, "", Exclusions.NONE, Audit.NONE);
        consumer.addRecord(new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                Keys.of(id),
                CalendarCodec.encode(new Event.CalendarPut(calendar, deleted))));
    }

    private static WorkerBeat beat(String id) {
        return new WorkerBeat(
                id,
                id + "-1",
                1,
                Set.of("default"),
                Map.of(TaskKind.SHELL, new Fleet.Slots(4, 1)),
                Set.of(),
                "work.default",
                0,
                Map.of(),
                0,
                NOON,
                Duration.ZERO,
                Duration.ofSeconds(30),
                "host",
                1,
                "1",
                NOON,
                false,
                "");
    }
}
