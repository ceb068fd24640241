package dev.carillon.gateway.view;

import org.jspecify.annotations.Nullable;

/**
 * One record of a topic that the view follows.
 *
 * @param value null for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // carried once from the consumer to the store, never compared
public record ViewRecord(Source source, int partition, long offset, byte[] key, byte @Nullable [] value) {

    /** The topics whose offsets the view keeps. */
    public enum Source {
        JOBS,
        PROJECTS,
        /** Of each calendar only the copy on its own shard's partition. */
        CALENDARS,
        HISTORY
    }

    /** A partition of a followed topic. */
    public record Slot(Source source, int partition) {}
}
