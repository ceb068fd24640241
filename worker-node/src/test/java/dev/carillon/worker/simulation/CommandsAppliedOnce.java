package dev.carillon.worker.simulation;

import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Output;
import dev.carillon.core.scheduling.Reply;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A command id changes something at most once, however often it was sent, and every record of a command is answered exactly
 * once: an input that is passed over, or taken twice, would show here.
 */
final class CommandsAppliedOnce implements Invariant {

    private final Set<String> applied = new HashSet<>();
    private final Map<String, Integer> unanswered = new HashMap<>();
    private int answers;
    private int missing;

    @Override
    public void asked(Command command) {
        missing++;
        unanswered.merge(command.request().commandId(), 1, Integer::sum);
    }

    @Override
    public void replied(Reply reply) {
        answers++;
        missing--;
        int left = unanswered.merge(reply.commandId(), -1, Integer::sum);
        Holds.holds(left >= 0, "answered more often than asked: %s", reply);
    }

    @Override
    public void said(Output.History event) {
        if (event instanceof Output.JobChanged changed && !changed.commandId().isEmpty()) {
            Holds.holds(applied.add(changed.commandId()), "applied twice: %s", changed);
        }
    }

    boolean allAnswered() {
        return missing == 0; // None is ever answered too often.
    }

    int answers() {
        return answers;
    }

    @Override
    public void atRest() {
        unanswered.forEach((id, left) -> Holds.holds(left == 0, "command %s has %s answers too few", id, left));
    }
}
