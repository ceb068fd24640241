package dev.carillon.bench.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;

/**
 * Quartz with its JDBC store, clustered, one trigger per run on one durable job. Takes triggers in batches, which its
 * documentation names for high rates.
 */
final class QuartzPeer implements Peer {

    private static final int THREADS = 50;
    private static final int CONNECTIONS = 60;
    private static final String JOB = "noop";

    /** Quartz makes its jobs itself, so they find the ledger here. One run at a time. */
    private static final AtomicReference<Starts> STARTS = new AtomicReference<>();

    private final Scheduler scheduler;
    private final JobDetail job =
            JobBuilder.newJob(Noop.class).withIdentity(JOB).storeDurably().build();

    QuartzPeer(PostgresServer postgres, Starts starts) throws SQLException, IOException, SchedulerException {
        STARTS.set(starts);
        createTables(postgres);
        scheduler = new StdSchedulerFactory(properties(postgres)).getScheduler();
    }

    private static void createTables(PostgresServer postgres) throws SQLException, IOException {
        try (InputStream script = Objects.requireNonNull(
                        JobStoreTX.class.getResourceAsStream("tables_postgres.sql"), "Quartz's own script");
                Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Properties properties(PostgresServer postgres) {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "bench");
        properties.setProperty("org.quartz.scheduler.instanceId", "AUTO");
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", Integer.toString(THREADS));
        properties.setProperty("org.quartz.threadPool.threadCount", Integer.toString(THREADS));
        properties.setProperty("org.quartz.jobStore.class", JobStoreTX.class.getName());
        properties.setProperty("org.quartz.jobStore.driverDelegateClass", PostgreSQLDelegate.class.getName());
        properties.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        properties.setProperty("org.quartz.jobStore.misfireThreshold", "21600000");
        properties.setProperty("org.quartz.jobStore.dataSource", "bench");
        properties.setProperty("org.quartz.dataSource.bench.provider", "hikaricp");
        properties.setProperty("org.quartz.dataSource.bench.driver", "org.postgresql.Driver");
        properties.setProperty("org.quartz.dataSource.bench.URL", postgres.url());
        properties.setProperty("org.quartz.dataSource.bench.user", postgres.user());
        properties.setProperty("org.quartz.dataSource.bench.password", postgres.password());
        properties.setProperty("org.quartz.dataSource.bench.maxConnections", Integer.toString(CONNECTIONS));
        return properties;
    }

    /** The work. Public, because Quartz makes it by reflection. */
    public static final class Noop implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            Objects.requireNonNull(STARTS.get())
                    .started(Integer.parseInt(context.getTrigger().getKey().getName()));
        }
    }

    @Override
    public String name() {
        return "quartz";
    }

    @Override
    public int plansPerSecond() {
        return 200;
    }

    @Override
    public void plan(Map<Integer, Instant> due) throws SchedulerException {
        Set<Trigger> triggers = new HashSet<>();
        due.forEach((number, at) -> triggers.add(TriggerBuilder.newTrigger()
                .withIdentity(Integer.toString(number))
                .forJob(JOB)
                .startAt(Date.from(at))
                .build()));
        scheduler.scheduleJobs(Map.of(job, triggers), true);
    }

    @Override
    public void start() throws SchedulerException {
        scheduler.start();
    }

    @Override
    public void close() {
        try {
            scheduler.shutdown(true);
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz did not stop", e);
        }
    }
}
