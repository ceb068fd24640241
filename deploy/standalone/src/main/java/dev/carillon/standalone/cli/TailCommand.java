package dev.carillon.standalone.cli;

import dev.carillon.kafka.topics.Topics;
import dev.carillon.standalone.StopSignal;
import dev.carillon.standalone.tail.TailTopic;
import dev.carillon.standalone.tail.TopicTail;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code carillon tail}: what happens on a topic, one line of JSON for each record. */
@Command(
        name = "tail",
        description = "Print the records of a topic as lines of JSON, as they come; Ctrl-C ends.",
        sortOptions = false)
final class TailCommand implements Callable<Integer> {

    private static final String PREFIX = "carillon.";

    @Parameters(
            paramLabel = "TOPIC",
            description =
                    "history, replies, alerts, dead-letters or any other of docs/topics.md, with the prefix or without.")
    private String topic = "";

    @Option(names = "--from-beginning", description = "Print what is there already, too.")
    private boolean fromBeginning;

    @Option(names = "--no-follow", description = "End at the end of the topic instead of waiting for more.")
    private boolean noFollow;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Only records with this key: mostly a job's id, which finds its executions too.")
    private @Nullable String key;

    @Option(names = "--max", paramLabel = "N", description = "End after so many lines.")
    private long max = Long.MAX_VALUE;

    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            description = "Begins the names of the cluster's topics (default: ${DEFAULT-VALUE}).")
    private String prefix = PREFIX;

    @Mixin
    private ConnectOptions connect = new ConnectOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private final StopSignal stop;
    private final PrintWriter out;

    TailCommand(StopSignal stop, PrintWriter out) {
        this.stop = stop;
        this.out = out;
    }

    @Override
    public Integer call() {
        TopicTail.Request request = request();
        try (TopicTail tail = new TopicTail(connect.clientProperties())) {
            stop.requested().thenRun(tail::stop);
            // A pipe whose reader has gone is noticed by nothing but this check.
            tail.print(request, line -> {
                out.println(line);
                return !out.checkError();
            });
            return 0;
        }
    }

    private TopicTail.Request request() {
        try {
            if (max < 1) {
                throw new IllegalArgumentException("--max must be at least 1, was " + max);
            }
            TailTopic found = TailTopic.of(new Topics(prefix), topic);
            return new TopicTail.Request(found, fromBeginning, !noFollow, Optional.ofNullable(key), max);
        } catch (IllegalArgumentException e) {
            CommandLine self = spec == null ? new CommandLine(this) : spec.commandLine();
            throw new CommandLine.ParameterException(self, String.valueOf(e.getMessage()), e);
        }
    }
}
