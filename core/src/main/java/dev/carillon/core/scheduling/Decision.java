package dev.carillon.core.scheduling;

import java.util.List;

/**
 * What one step of the shard wants: state changes and messages, to be written in one transaction and then applied. The
 * shard itself is as before until {@link SchedulerShard#apply} is called with each event, in order.
 */
public record Decision(List<Event> events, List<Output> outputs) {

    public static final Decision NOTHING = new Decision(List.of(), List.of());

    public Decision {
        events = List.copyOf(events);
        outputs = List.copyOf(outputs);
    }

    public boolean isEmpty() {
        return events.isEmpty() && outputs.isEmpty();
    }
}
