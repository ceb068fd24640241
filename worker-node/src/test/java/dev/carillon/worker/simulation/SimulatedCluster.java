package dev.carillon.worker.simulation;

import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.SchedulerShard;
import dev.carillon.core.scheduling.ShardSettings;
import dev.carillon.kafka.loop.LoopSettings;
import dev.carillon.kafka.loop.LoopTopics;
import dev.carillon.kafka.topics.Topics;
import dev.carillon.testkit.simulation.SimulatedBroker;
import dev.carillon.testkit.simulation.SimulatedProcess;
import dev.carillon.testkit.simulation.Simulation;
import dev.carillon.testkit.simulation.Weather;
import dev.carillon.worker.SimulatedWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** A whole cluster: brokers, schedulers, workers, a gateway, and the invariants that watch the log. */
final class SimulatedCluster {

    private static final Duration SESSION = Duration.ofSeconds(5);
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ShardSettings SHARDS = new ShardSettings(
            Duration.ofMillis(500),
            LEASE,
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            Duration.ofSeconds(40),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3));

    private final Simulation simulation;
    private final Scenario scenario;
    private final Optional<Chronicle> chronicle;
    private final Topics topics = new Topics("sim.");
    private final SimulatedBroker broker;
    private final SimulatedGateway gateway;
    private final List<JobId> jobs;
    private final List<SimulatedScheduler> schedulers = new ArrayList<>();
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final Watch watch;
    private final Ledger ledger;
    private int starts;

    /** @param chronicle tells of it, if anybody wants to know */
    SimulatedCluster(Simulation simulation, Scenario scenario, Optional<Chronicle> chronicle) {
        this.simulation = simulation;
        this.scenario = scenario;
        this.chronicle = chronicle;
        List<Invariant> invariants = new ArrayList<>();
        chronicle.ifPresent(invariants::add);
        ledger = new Ledger(topics, scenario.partitions(), invariants);
        broker = new SimulatedBroker(simulation, SESSION, ledger);
        gateway = new SimulatedGateway(process("gateway"), broker, topics, scenario.partitions());
        jobs = LongStream.rangeClosed(1, scenario.jobs()).mapToObj(JobId::new).toList();
        watch = new Watch(topics, scenario.partitions(), SHARDS, simulation, this::shards);
        invariants.addAll(watch.all());
        invariants.add(gateway);
        createTopics();
        broker.weather(scenario.weather());
        if (scenario.refusesLaggingEpochs()) {
            broker.refuseLaggingEpochs();
        }
        for (int i = 0; i < scenario.schedulers(); i++) {
            schedulers.add(newScheduler(i));
        }
        for (int i = 0; i < scenario.workers(); i++) {
            workers.add(newWorker(i));
        }
        gateway.createCalendars();
        jobs.forEach(gateway::create);
    }

    private void createTopics() {
        Stream.of(
                        topics.commands(),
                        topics.reports(),
                        topics.jobs(),
                        topics.projects(),
                        topics.calendars(),
                        topics.executions(),
                        topics.jobState(),
                        topics.clocks(),
                        topics.history(),
                        topics.alerts())
                .forEach(topic -> broker.log().create(topic, scenario.partitions()));
        broker.log().create(topics.workers(), 1);
        broker.log().create(topics.deadLetters(), 1);
        broker.log().create(topics.replies(), 1);
        broker.log().create(topics.work("default"), scenario.workPartitions());
    }

    private SimulatedProcess process(String name) {
        return new SimulatedProcess(simulation, name);
    }

    private SimulatedProcess machine(String name) {
        SimulatedProcess made = process(name + "-" + ++starts);
        made.skew(simulation.between(0, 600).minusMillis(300));
        return made;
    }

    private SimulatedScheduler newScheduler(int number) {
        SimulatedScheduler made = new SimulatedScheduler(
                machine("scheduler-" + number),
                broker,
                new LoopTopics(topics, scenario.partitions()),
                loop(),
                SHARDS,
                scenario.lanes());
        made.start();
        return made;
    }

    private LoopSettings loop() {
        return new LoopSettings(
                Duration.ofMillis(150),
                scenario.recordsMax(),
                scenario.decisionsMax(),
                Duration.ofMillis(20),
                Duration.ofMillis(300),
                Duration.ofMillis(200),
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Duration.ofMillis(400));
    }

    private SimulatedWorker newWorker(int number) {
        TopicPartition work = new TopicPartition(topics.work("default"), number % scenario.workPartitions());
        return new SimulatedWorker(
                machine("worker-" + number), broker, topics, "worker-" + number, work, LEASE, watch.runs());
    }

    /** A transactional id is a process's name and the number of a lane. */
    private List<SchedulerShard> shards(String transactionalId, int partition) {
        String name = transactionalId.substring(0, transactionalId.lastIndexOf('-'));
        return schedulers.stream()
                .filter(scheduler -> scheduler.process().name().equals(name))
                .findFirst()
                .map(scheduler -> scheduler.shards(partition))
                .orElse(List.of());
    }

    // --- what faults do ---

    /** A process that has died comes back as another one. One that takes too long to stop is killed. */
    void restartScheduler(int number) {
        SimulatedScheduler was = schedulers.get(number);
        if (was.process().isDead() || was.isStopping()) {
            was.process().kill();
            schedulers.set(number, newScheduler(number));
        }
    }

    void restartWorker(int number) {
        SimulatedWorker was = workers.get(number);
        if (was.process().isDead() || was.isDraining()) {
            was.process().kill();
            workers.set(number, newWorker(number));
        }
    }

    Simulation simulation() {
        return simulation;
    }

    SimulatedBroker broker() {
        return broker;
    }

    Topics topics() {
        return topics;
    }

    int partitions() {
        return scenario.partitions();
    }

    List<SimulatedScheduler> schedulers() {
        return schedulers;
    }

    List<SimulatedWorker> workers() {
        return workers;
    }

    void setClock(SimulatedProcess process, Duration offset) {
        process.skew(offset);
    }

    void tell(String what) {
        chronicle.ifPresent(one -> one.tell(what));
    }

    Watch watch() {
        return watch;
    }

    // --- a life ---

    /** Lives through the scenario, comes to rest and is judged. */
    void live() {
        Faults faults = new Faults(this, scenario.faultsEvery());
        faults.begin();
        askNow();
        simulation.run(scenario.lasts());
        faults.end();
        asking = false;
        rest();
        ledger.atRest();
    }

    private boolean asking = true;

    private void askNow() {
        if (asking) {
            gateway.anyCommand(jobs.get(simulation.random().nextInt(jobs.size())));
            simulation.after(
                    simulation.between(Duration.ZERO, scenario.commandsEvery().multipliedBy(2)), this::askNow);
        }
    }

    private void rest() {
        broker.weather(Weather.FAIR);
        for (int i = 0; i < schedulers.size(); i++) {
            schedulers.get(i).process().spare();
            restartScheduler(i);
            setClock(schedulers.get(i).process(), Duration.ZERO);
        }
        for (int i = 0; i < workers.size(); i++) {
            restartWorker(i);
            setClock(workers.get(i).process(), Duration.ZERO);
        }
        simulation.run(Duration.ofSeconds(4));
        // What is still on its way from before would come after the last command.
        Holds.holds(simulation.runUntil(gateway::isIdle, PATIENCE), "commands do not arrive: %s", describe());
        jobs.forEach(gateway::disable);
        // One that went to the wrong partition is forwarded, and may come after the disabling.
        simulation.runUntil(this::isAtRest, Duration.ofSeconds(60));
        jobs.stream().filter(watch::owes).forEach(gateway::disable);
        Holds.holds(simulation.runUntil(this::isAtRest, PATIENCE), "does not come to rest: %s", describe());
    }

    private boolean isAtRest() {
        return gateway.isIdle() && watch.isQuiet() && jobs.stream().noneMatch(watch::owes);
    }

    /** For a message. */
    String describe() {
        return "%s; %s; %s"
                .formatted(
                        scenario,
                        watch.describe(),
                        schedulers.stream().map(SimulatedScheduler::describe).toList());
    }
}
