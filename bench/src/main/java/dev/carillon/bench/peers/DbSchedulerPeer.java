package dev.carillon.bench.peers;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * db-scheduler with one-time tasks, its cheapest kind: one row, removed when it has run. Polls by lock-and-fetch, which its
 * documentation names for high rates on PostgreSQL.
 */
final class DbSchedulerPeer implements Peer {

    private static final int THREADS = 50;
    private static final int CONNECTIONS = 20;
    private static final Duration POLLING = Duration.ofMillis(20);
    private static final double FETCH_BELOW = 1.0;
    private static final double FETCH_UP_TO = 4.0;

    /** After the project's {@code postgresql_tables.sql}, version 15. */
    private static final String TABLE = """
            create table scheduled_tasks (
              task_name text not null,
              task_instance text not null,
              task_data bytea,
              execution_time timestamp with time zone not null,
              picked boolean not null,
              picked_by text,
              last_success timestamp with time zone,
              last_failure timestamp with time zone,
              consecutive_failures int,
              last_heartbeat timestamp with time zone,
              version bigint not null,
              priority smallint,
              primary key (task_name, task_instance));
            create index execution_time_idx on scheduled_tasks (execution_time);
            create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
            """;

    private final HikariDataSource database = new HikariDataSource();
    private final OneTimeTask<Void> task;
    private final Scheduler scheduler;

    DbSchedulerPeer(PostgresServer postgres, Starts starts) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        }
        database.setJdbcUrl(postgres.url());
        database.setUsername(postgres.user());
        database.setPassword(postgres.password());
        database.setMaximumPoolSize(CONNECTIONS);
        task = Tasks.oneTime("noop").execute((instance, context) -> starts.started(Integer.parseInt(instance.getId())));
        scheduler = Scheduler.create(database, task)
                .threads(THREADS)
                .pollingInterval(POLLING)
                .pollUsingLockAndFetch(FETCH_BELOW, FETCH_UP_TO)
                .jdbcCustomization(new PostgreSqlJdbcCustomization(true, false))
                .build();
    }

    @Override
    public String name() {
        return "db-scheduler";
    }

    @Override
    public int plansPerSecond() {
        return 1_000;
    }

    @Override
    public void plan(Map<Integer, Instant> due) {
        List<SchedulableInstance<?>> instances = new ArrayList<>();
        due.forEach((job, at) -> instances.add(SchedulableInstance.of(task.instance(Integer.toString(job)), at)));
        scheduler.scheduleBatch(instances);
    }

    @Override
    public void start() {
        scheduler.start();
    }

    @Override
    public void close() {
        scheduler.stop();
        database.close();
    }
}
