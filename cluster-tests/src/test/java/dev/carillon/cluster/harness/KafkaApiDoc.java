package dev.carillon.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The examples of docs/kafka-api.md, so that what is printed there is what the tests run. */
public final class KafkaApiDoc {

    private static final Path FILE = Path.of("..", "docs", "kafka-api.md");
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);

    /** Kafka's scripts do nothing but call these. */
    private static final Map<String, String> MAINS = Map.of(
            "kafka-console-producer.sh", "org.apache.kafka.tools.ConsoleProducer",
            "kafka-console-consumer.sh", "org.apache.kafka.tools.consumer.ConsoleConsumer",
            "kafka-acls.sh", "org.apache.kafka.tools.AclCommand",
            "bin/carillon", "dev.carillon.standalone.cli.Carillon");

    private final String text;

    private KafkaApiDoc(String text) {
        this.text = text;
    }

    /** A line of shell: the class that the script calls, and what stands before any pipe or redirection. */
    public record Call(String main, List<String> arguments) {}

    public static KafkaApiDoc read() {
        try {
            return new KafkaApiDoc(Files.readString(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole block of the language that contains the words. */
    public String block(String language, String words) {
        List<String> found =
                blocks(language).stream().filter(block -> block.contains(words)).toList();
        if (found.size() != 1) {
            throw new AssertionError(
                    FILE + " has " + found.size() + " blocks of " + language + " with '" + words + "'");
        }
        return found.getFirst();
    }

    /**
     * The calls of a script, in the document's order.
     *
     * @param replacements what the document names, and what it is called in the test
     */
    public List<Call> calls(String script, Map<String, String> replacements) {
        List<Call> calls = blocks("sh").stream()
                .flatMap(block -> block.replace("\\\n", " ").lines())
                .filter(line -> line.startsWith(script + " "))
                .map(line -> call(script, line.substring(script.length()), replacements))
                .toList();
        if (calls.isEmpty()) {
            throw new AssertionError(FILE + " does not call " + script);
        }
        return calls;
    }

    private static Call call(String script, String rest, Map<String, String> replacements) {
        String arguments = rest.split(" [|<] ", 2)[0].replace("'", "").strip();
        for (Map.Entry<String, String> replacement : replacements.entrySet()) {
            arguments = arguments.replace(replacement.getKey(), replacement.getValue());
        }
        String main = MAINS.get(script);
        if (main == null) {
            throw new AssertionError("what does " + script + " call?");
        }
        return new Call(main, Arrays.asList(arguments.split(" +")));
    }

    private List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map((MatchResult block) -> block.group(2))
                .toList();
    }
}
