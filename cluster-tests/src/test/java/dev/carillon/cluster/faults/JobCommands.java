package dev.carillon.cluster.faults;

import dev.carillon.cluster.harness.TestKafka;
import dev.carillon.proto.v1.Command;
import dev.carillon.proto.v1.CreateJob;
import dev.carillon.proto.v1.DisableJob;
import dev.carillon.proto.v1.JobDefinition;
import dev.carillon.proto.v1.TriggerJob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Commands as a user's own producer writes them, straight to the topic, without a gateway. */
final class JobCommands implements AutoCloseable {

    private static final long WITHIN_SECONDS = 30;

    private final Producer<byte[], byte[]> producer;

    JobCommands(TestKafka kafka) {
        producer = kafka.producer();
    }

    void create(List<JobDefinition> jobs) {
        write(jobs.stream()
                .map(job -> command("create", job.getId())
                        .setCreate(CreateJob.newBuilder().setDefinition(job))
                        .build())
                .toList());
    }

    void disable(List<Long> jobs) {
        write(jobs.stream()
                .map(job -> command("disable", job)
                        .setDisable(DisableJob.getDefaultInstance())
                        .build())
                .toList());
    }

    void trigger(List<Long> jobs) {
        write(jobs.stream()
                .map(job -> command("trigger", job)
                        .setTrigger(TriggerJob.getDefaultInstance())
                        .build())
                .toList());
    }

    private static Command.Builder command(String what, long job) {
        return Command.newBuilder().setCommandId(what + "-" + job).setJobId(job).setPrincipal("fault-test");
    }

    private void write(List<Command> commands) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Command command : commands) {
            byte[] key = Long.toString(command.getJobId()).getBytes(StandardCharsets.UTF_8);
            sent.add(producer.send(new ProducerRecord<>(FaultCluster.TOPICS.commands(), key, command.toByteArray())));
        }
        try {
            for (Future<RecordMetadata> each : sent) {
                each.get(WITHIN_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("commands were not accepted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
