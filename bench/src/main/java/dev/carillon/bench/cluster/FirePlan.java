package dev.carillon.bench.cluster;

import dev.carillon.proto.v1.CronSchedule;
import dev.carillon.proto.v1.FixedRateSchedule;
import dev.carillon.proto.v1.Schedule;
import java.time.Duration;
import java.time.Instant;

/**
 * Which fires a load owes, exactly: every job fires once in each round.
 *
 * <pre>
 *   start            + period          + 2 periods          until
 *   │ 1 2 3 … jobs   │ 1 2 3 … jobs    │ 1 2 3 … jobs       │      spread = period: evenly
 *   ┃                ┃                 ┃                    │      spread = 0: all at the same instant
 * </pre>
 *
 * Fires that fall on one instant of every minute are cron schedules; those that are spread over milliseconds are fixed
 * rates, since cron knows only seconds.
 *
 * @param firstId of the jobs, which are numbered from there
 * @param spread over which the jobs of one round are laid, from its beginning; at most the period
 */
public record FirePlan(long firstId, int jobs, Instant start, Duration period, Duration spread, int rounds) {

    private static final int MINUTE = 60;

    public FirePlan {
        if (jobs < 1 || rounds < 1 || period.toMillis() < 1_000 || spread.compareTo(period) > 0) {
            throw new IllegalArgumentException("at least one job, one round and a second between them, and a spread of"
                    + " at most the period; was " + jobs + ", " + rounds + ", " + period + ", " + spread);
        }
        if (start.getNano() != 0 || start.getEpochSecond() % MINUTE != 0) {
            throw new IllegalArgumentException("must start with a minute, was " + start);
        }
    }

    /** The first full minute that is at least so long from now. */
    public static Instant startIn(Duration atLeast, Instant now) {
        long minutes = Math.ceilDiv(now.plus(atLeast).toEpochMilli(), MINUTE * 1_000L);
        return Instant.ofEpochSecond(minutes * MINUTE);
    }

    /** Fires in all. */
    public long fires() {
        return (long) jobs * rounds;
    }

    public Instant until() {
        return start.plus(period.multipliedBy(rounds));
    }

    /** @param job counted from 0 */
    public long id(int job) {
        return firstId + job;
    }

    /** When a job fires in a round, epoch ms; both counted from 0. */
    public long nominalMs(int job, int round) {
        return start.toEpochMilli() + offsetMs(job) + round * period.toMillis();
    }

    private long offsetMs(int job) {
        return job * spread.toMillis() / jobs;
    }

    /** The place of a fire among all: {@code round × jobs + job}; -1 when the plan has no such fire. */
    public int place(long id, long nominalMs) {
        long job = id - firstId;
        if (job < 0 || job >= jobs) {
            return -1;
        }
        long since = nominalMs - start.toEpochMilli() - offsetMs((int) job);
        long round = Math.floorDiv(since, period.toMillis());
        return since % period.toMillis() == 0 && round >= 0 && round < rounds ? (int) (round * jobs + job) : -1;
    }

    public int job(int place) {
        return place % jobs;
    }

    public int round(int place) {
        return place / jobs;
    }

    /** Of the fire at a place, epoch ms. */
    public long nominalMs(int place) {
        return nominalMs(job(place), round(place));
    }

    Schedule schedule(int job) {
        long seconds = period.toSeconds();
        if (spread.isZero() && seconds <= MINUTE && MINUTE % seconds == 0) {
            String second = seconds == MINUTE ? "0" : seconds == 1 ? "*" : "0/" + seconds;
            return Schedule.newBuilder()
                    .setCron(CronSchedule.newBuilder()
                            .setExpression(second + " * * * * ?")
                            .setZone("UTC"))
                    .build();
        }
        return Schedule.newBuilder()
                .setFixedRate(FixedRateSchedule.newBuilder()
                        .setPeriodMs(period.toMillis())
                        .setAnchorMs(start.toEpochMilli() + offsetMs(job)))
                .build();
    }
}
