package dev.carillon.bench.peers;

import java.time.Instant;
import java.util.Map;

/** A scheduler on PostgreSQL, clustered as its documentation says, with the settings that make it fast. */
interface Peer extends AutoCloseable {

    /** For the names of figures. */
    String name();

    /** Plans runs of work that does nothing but tell {@link Starts}, by their numbers, in one transaction. */
    void plan(Map<Integer, Instant> due) throws Exception;

    /** Runs that it plans in a second at least, also on a slow machine. */
    int plansPerSecond();

    /** Begins to run what is due. */
    void start() throws Exception;

    @Override
    void close();
}
