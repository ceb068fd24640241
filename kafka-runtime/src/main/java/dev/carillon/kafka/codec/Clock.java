package dev.carillon.kafka.codec;

import dev.carillon.core.scheduling.Cursor;

/**
 * How far a partition is, written in every step's transaction: what has been emitted and what has been read.
 *
 * @param commandsOffset of the next record of {@code commands} after the step
 * @param reportsOffset of the next record of {@code reports} after the step
 * @param node who wrote it; for people
 */
public record Clock(int partition, Cursor cursor, long commandsOffset, long reportsOffset, String node) {}
