package dev.carillon.bench.result;

import dev.carillon.bench.result.ResultFile.Entry;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes the newest figures into a document, between marks that name the benches:
 *
 * <pre>
 * &lt;!-- figures: triggers executions --&gt;
 * … replaced …
 * &lt;!-- end of figures --&gt;
 * </pre>
 */
public final class FigureTables {

    private static final Pattern BLOCK =
            Pattern.compile("(<!-- figures: ([a-z ]+) -->\n).*?(<!-- end of figures -->)", Pattern.DOTALL);

    /** Above this the machine was at work on something else, which is said beside the figures. */
    private static final int BUSY_PERCENT = 5;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);
    private static final double MIB_PER_GIB = 1024;

    private final List<Entry> entries;

    /** @param entries oldest first */
    public FigureTables(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** The document with every block written anew. */
    public String fill(String document) {
        return BLOCK.matcher(document).replaceAll(this::block);
    }

    private String block(MatchResult block) {
        String tables = Arrays.stream(block.group(2).strip().split(" +"))
                .map(this::table)
                .collect(Collectors.joining("\n"));
        return Matcher.quoteReplacement(block.group(1) + tables + block.group(3));
    }

    private String table(String bench) {
        Map<String, Entry> newest = new LinkedHashMap<>();
        entries.stream()
                .filter(entry -> entry.run().bench().equals(bench))
                .forEach(entry -> newest.put(entry.figure().name(), entry));
        if (newest.isEmpty()) {
            return "No figures of `bench/run " + bench + "` yet.\n";
        }
        StringBuilder table = new StringBuilder("| figure | measured | goal | |\n|---|---|---|---|\n");
        for (Entry entry : newest.values()) {
            Figure figure = entry.figure();
            table.append("| `")
                    .append(figure.name())
                    .append("` | ")
                    .append(Goal.number(figure.value()))
                    .append(' ')
                    .append(figure.unit())
                    .append(" | ")
                    .append(figure.goal().map(Goal::text).orElse(""))
                    .append(" | ")
                    .append(figure.verdict())
                    .append(" |\n");
        }
        runs(newest.values())
                .forEach(run -> table.append("\n").append(told(run)).append("\n"));
        return table.toString();
    }

    private static List<RunRecord> runs(Collection<Entry> newest) {
        List<RunRecord> runs =
                new ArrayList<>(newest.stream().map(Entry::run).distinct().toList());
        runs.sort(Comparator.comparing(RunRecord::at));
        return runs;
    }

    private static String told(RunRecord run) {
        Machine machine = run.machine();
        String conditions = run.conditions().entrySet().stream()
                .map(condition -> condition.getKey() + " " + condition.getValue())
                .collect(Collectors.joining(", "));
        boolean busy = machine.busyBefore() > BUSY_PERCENT;
        return "`bench/run " + run.bench() + "`, " + DATE.format(run.at()) + " UTC, commit " + run.commit() + "; "
                + conditions + "; " + machine.cpu() + ", " + machine.cores() + " cores, "
                + Math.round(machine.memoryMiB() / MIB_PER_GIB) + " GiB, " + machine.kernel() + ", " + machine.jvm()
                + "; other work before " + (machine.busyBefore() < 0 ? "not known" : machine.busyBefore() + " %")
                + (busy ? " – **the machine was busy with other work, so these are no figures of Carillon's**." : ".");
    }
}
