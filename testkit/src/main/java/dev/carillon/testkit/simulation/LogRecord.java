package dev.carillon.testkit.simulation;

import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** One record as it stands in a partition's log. */
public record LogRecord(
        TopicPartition partition,
        long offset,
        Instant appendedAt,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers) {}
