package dev.carillon.gateway.service;

import dev.carillon.gateway.service.JobArchive.SkippedFireView;
import java.util.List;

/**
 * What became of fires, as far as the history tells.
 *
 * @param executions in the order of their nominal times
 * @param skips in the order of their first fires
 */
public record RecordedFires(List<ExecutionView> executions, List<SkippedFireView> skips) {

    public static final RecordedFires NONE = new RecordedFires(List.of(), List.of());

    public RecordedFires {
        executions = List.copyOf(executions);
        skips = List.copyOf(skips);
    }
}
