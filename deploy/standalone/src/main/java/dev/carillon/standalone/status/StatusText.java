package dev.carillon.standalone.status;

import dev.carillon.standalone.status.ClusterStatus.Lane;
import dev.carillon.standalone.status.ClusterStatus.Partition;
import dev.carillon.standalone.status.ClusterStatus.SchedulerClock;
import dev.carillon.standalone.status.ClusterStatus.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A status for people: what is wrong first, then aligned columns. */
public final class StatusText {

    private StatusText() {}

    public static List<String> lines(ClusterStatus status) {
        List<String> lines = new ArrayList<>();
        List<String> problems = status.problems();
        lines.add(problems.isEmpty() ? "healthy" : "NOT healthy:");
        problems.forEach(problem -> lines.add("  " + problem));
        status.warnings().forEach(warning -> lines.add("  warning: " + warning));
        lines.add("");
        lines.add("Kafka cluster " + status.id() + ", " + status.brokers() + " broker"
                + (status.brokers() == 1 ? "" : "s") + ", topics " + status.prefix() + "*");
        section(lines, "Schedulers", schedulers(status.lanes()));
        section(lines, "Clocks of schedulers", clocks(status.clocks()));
        section(lines, "Partitions", partitions(status.partitions()));
        section(lines, "Workers", workers(status.workers()));
        return lines;
    }

    private static void section(List<String> lines, String title, List<List<String>> rows) {
        lines.add("");
        if (rows.size() == 1) { // the headings
            lines.add(title + ": none");
            return;
        }
        lines.add(title);
        aligned(rows).forEach(row -> lines.add("  " + row));
    }

    private static List<List<String>> schedulers(List<Lane> lanes) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("LANE", "HOST", "PARTITIONS"));
        lanes.forEach(lane -> rows.add(List.of(lane.name(), lane.host(), orDash(Ranges.of(lane.partitions())))));
        return rows;
    }

    private static List<List<String>> clocks(List<SchedulerClock> clocks) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("NODE", "CLOCK OFFSET", "MEASURED TO", "AGE"));
        clocks.forEach(clock -> rows.add(List.of(
                clock.node(),
                clock.offset().toMillis() + " ms",
                "±" + clock.error().toMillis() + " ms",
                seconds(clock.age()))));
        return rows;
    }

    private static List<List<String>> partitions(List<Partition> partitions) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("PARTITION", "CURSOR AGE", "BEHIND", "FIRED LATE", "COMMANDS LAG", "REPORTS LAG", "OWNER"));
        partitions.forEach(partition -> rows.add(List.of(
                Integer.toString(partition.number()),
                partition.cursorAge().map(StatusText::seconds).orElse("-"),
                seconds(partition.behind()),
                partition.firedLate().map(late -> late.toMillis() + " ms").orElse("-"),
                Long.toString(partition.commandsLag()),
                Long.toString(partition.reportsLag()),
                partition.owner().orElse("-"))));
        return rows;
    }

    private static List<List<String>> workers(List<Worker> workers) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "WORKER", "STATE", "HOST", "GROUPS", "BUSY/TOTAL", "HELD", "ACTIVE", "LAST BEAT", "CLOCK OFFSET"));
        workers.forEach(worker -> rows.add(List.of(
                worker.id(),
                state(worker),
                orDash(worker.host()),
                orDash(String.join(",", worker.groups())),
                orDash(slots(worker)),
                Integer.toString(worker.held()),
                Integer.toString(worker.active()),
                seconds(worker.beatAge()),
                worker.clockOffset().toMillis() + " ms")));
        return rows;
    }

    private static String state(Worker worker) {
        if (!worker.live()) {
            return "lost";
        }
        return worker.draining() ? "draining" : "live";
    }

    private static String slots(Worker worker) {
        return new TreeMap<>(worker.slots())
                .entrySet().stream()
                        .map(kind -> kind.getKey() + " " + kind.getValue().busy() + "/"
                                + kind.getValue().total())
                        .collect(Collectors.joining(", "));
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    /** Columns as wide as their widest cell; the last one ends where its text ends. */
    private static List<String> aligned(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < rows.getFirst().size(); column++) {
            int at = column;
            widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
        }
        return rows.stream().map(row -> aligned(row, widths)).toList();
    }

    private static String aligned(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(cell).repeat(' ', widths.get(column) - cell.length() + 2);
        }
        return line.toString().stripTrailing();
    }
}
