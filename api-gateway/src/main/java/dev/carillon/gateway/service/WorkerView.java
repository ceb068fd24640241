package dev.carillon.gateway.service;

import dev.carillon.core.scheduling.Fleet;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A live worker as its heartbeats tell it. */
public record WorkerView(
        String id,
        String incarnation,
        List<String> groups,
        List<String> labels,
        Map<String, Fleet.Slots> slots,
        int active,
        int held,
        String host,
        long pid,
        String version,
        Instant startedAt,
        Instant beatAt,
        long clockOffsetMs,
        boolean draining) {}
