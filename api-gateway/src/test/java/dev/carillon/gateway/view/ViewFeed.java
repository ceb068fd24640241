package dev.carillon.gateway.view;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Output;
import dev.carillon.gateway.view.ViewRecord.Slot;
import dev.carillon.gateway.view.ViewRecord.Source;
import dev.carillon.kafka.codec.DefinitionCodec;
import dev.carillon.kafka.codec.HistoryCodec;
import dev.carillon.kafka.codec.Keys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Feeds a view by hand, as the follower would from Kafka: each call of {@link #commit} is one batch. */
public final class ViewFeed {

    private final ViewStore store;
    private final List<ViewRecord> batch = new ArrayList<>();
    private final Map<Slot, Long> next = new HashMap<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    public ViewFeed(View view) {
        store = view.store();
        next.putAll(store.offsets());
    }

    public ViewFeed at(Instant instant) {
        now = instant;
        return this;
    }

    public ViewFeed put(JobDefinition job) {
        return add(Source.JOBS, Keys.of(job.id()), DefinitionCodec.encode(job));
    }

    public ViewFeed delete(JobId id) {
        long offset = move(Source.JOBS);
        batch.add(new ViewRecord(Source.JOBS, 0, offset, Keys.of(id), null));
        return this;
    }

    public ViewFeed say(Output.History... events) {
        for (Output.History event : events) {
            add(Source.HISTORY, Keys.of(event.jobId()), HistoryCodec.encode(event));
        }
        return this;
    }

    ViewFeed add(Source source, byte[] key, byte[] value) {
        batch.add(new ViewRecord(source, 0, move(source), key, value));
        return this;
    }

    private long move(Source source) {
        return next.merge(new Slot(source, 0), 1L, Long::sum) - 1;
    }

    public void commit() {
        store.apply(List.copyOf(batch), Map.copyOf(next), now);
        batch.clear();
    }
}
