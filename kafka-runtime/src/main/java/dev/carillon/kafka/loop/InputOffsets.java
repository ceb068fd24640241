package dev.carillon.kafka.loop;

/** The next offsets to read of a partition's two inputs. */
record InputOffsets(long commands, long reports) {}
