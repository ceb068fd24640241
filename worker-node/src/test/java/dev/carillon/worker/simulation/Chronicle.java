package dev.carillon.worker.simulation;

import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Output;
import dev.carillon.core.scheduling.Reply;
import dev.carillon.kafka.codec.Clock;
import dev.carillon.testkit.simulation.Commit;
import dev.carillon.testkit.simulation.Simulation;
import java.io.PrintStream;

/** Tells what happens in a world, line by line, for whoever has to find out why a seed fails. */
final class Chronicle implements Invariant {

    private final Simulation simulation;
    private final PrintStream out;

    Chronicle(Simulation simulation, PrintStream out) {
        this.simulation = simulation;
        this.out = out;
    }

    void tell(String what) {
        out.println(simulation.now() + " " + what);
    }

    @Override
    public void committed(Commit commit) {
        if (!commit.transactionalId().isEmpty()) {
            tell("step of " + commit.transactionalId() + ", " + commit.records().size() + " records, offsets "
                    + commit.offsets());
        }
    }

    @Override
    public void stepped(String transactionalId, Clock clock) {
        tell("  " + clock);
    }

    @Override
    public void asked(Command command) {
        tell("command " + command);
    }

    @Override
    public void replied(Reply reply) {
        tell("  " + reply);
    }

    @Override
    public void said(Output.History event) {
        tell("  " + event);
    }
}
