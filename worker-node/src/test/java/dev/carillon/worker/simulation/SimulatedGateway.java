package dev.carillon.worker.simulation;

import dev.carillon.core.execution.Execution;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Output;
import dev.carillon.kafka.codec.CommandCodec;
import dev.carillon.kafka.codec.Keys;
import dev.carillon.kafka.topics.Partitioner;
import dev.carillon.kafka.topics.Topics;
import dev.carillon.testkit.simulation.SimulatedBroker;
import dev.carillon.testkit.simulation.SimulatedProcess;
import dev.carillon.testkit.simulation.SimulatedSender;
import dev.carillon.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends commands: some twice, some again because nobody confirmed them, some to the wrong partition. */
final class SimulatedGateway implements Invariant, CommandKind.World {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final SimulatedProcess process;
    private final Topics topics;
    private final int partitions;
    private final Producer<byte[], byte[]> producer;
    private final Map<JobId, ExecutionId> latest = new HashMap<>();
    private int commands;
    private int onTheirWay;

    SimulatedGateway(SimulatedProcess process, SimulatedBroker broker, Topics topics, int partitions) {
        this.process = process;
        this.topics = topics;
        this.partitions = partitions;
        this.producer = SimulatedSender.in(process, broker, PATIENCE);
    }

    @Override
    public Simulation simulation() {
        return process.simulation();
    }

    @Override
    public ExecutionId someExecution(JobId job) {
        return latest.getOrDefault(job, ExecutionId.manual(job, "never"));
    }

    @Override
    public void said(Output.History event) {
        if (event instanceof Output.Triggered triggered) {
            latest.put(triggered.jobId(), triggered.executionId());
        }
    }

    void anyCommand(JobId job) {
        CommandKind kind = CommandKind.ALL.get(simulation().random().nextInt(CommandKind.ALL.size()));
        send(kind.make(request(), job, this), true);
    }

    /** Calendars that jobs can name a moment later. */
    void createCalendars() {
        AnyCalendar.NAMES.forEach(
                name -> send(new Command.CreateCalendar(request(), AnyCalendar.named(name, simulation())), false));
    }

    /** Some are replaced by one that names calendars, once the first of these may be known. */
    void create(JobId job) {
        JobDefinition first =
                Jobs.any(job, simulation()).toBuilder().calendars(List.of()).build();
        send(new Command.CreateJob(request(), first), false);
        if (simulation().chance(0.4)) {
            List<String> calendars = Jobs.calendars(simulation().random());
            JobDefinition second = first.toBuilder().calendars(calendars).build();
            process.after(
                    simulation().between(2_000, 9_000),
                    () -> send(new Command.ReplaceJob(request(), second, 0), false));
        }
    }

    void disable(JobId job) {
        send(new Command.DisableJob(request(), job, 0), false);
    }

    void trigger(JobId job) {
        send(new Command.TriggerJob(request(), job, null, false, Execution.Target.ANY), false);
    }

    private Command.Request request() {
        return new Command.Request("c" + ++commands, "gateway", "somebody");
    }

    private void send(Command command, boolean badly) {
        int home = new Partitioner(partitions).partition(command.jobId());
        boolean lost = badly && simulation().chance(0.05);
        int partition = lost ? simulation().random().nextInt(partitions) : home;
        put(command, partition);
        if (badly && simulation().chance(0.1)) {
            process.after(simulation().between(0, 3_000), () -> put(command, home));
        }
    }

    private void put(Command command, int partition) {
        onTheirWay++;
        byte[] value = CommandCodec.encode(command, simulation().now());
        producer.send(
                new ProducerRecord<>(topics.commands(), partition, Keys.of(command.jobId()), value),
                (record, failure) -> {
                    onTheirWay--;
                    if (failure != null) {
                        put(command, partition);
                    }
                });
    }

    /** Whether everything that was sent is known to have arrived. */
    boolean isIdle() {
        return onTheirWay == 0;
    }
}
