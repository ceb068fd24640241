package dev.carillon.standalone.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where the executions are shown while they happen. For one thread. */
public sealed interface Screen {

    /** Shows what has changed. */
    void show(Scoreboard board, Duration elapsed);

    /** A table that is drawn again and again at the same place of a terminal. */
    static Screen live(PrintWriter out, Table table) {
        return new Live(out, table);
    }

    /** A line for each execution that has ended, for files and pipes. */
    static Screen plain(PrintWriter out, Table table) {
        return new Plain(out, table);
    }

    /** The latest executions and the state of the whole. */
    final class Live implements Screen {

        private static final int ROWS = 12;
        private static final String ESCAPE = "\033[";

        private final PrintWriter out;
        private final Table table;
        private int drawn;

        private Live(PrintWriter out, Table table) {
            this.out = out;
            this.table = table;
        }

        @Override
        public void show(Scoreboard board, Duration elapsed) {
            List<Sighting> all = board.all();
            List<String> lines = new ArrayList<>();
            lines.add(Table.header());
            all.subList(Math.max(0, all.size() - ROWS), all.size()).forEach(seen -> lines.add(table.row(seen)));
            lines.add("");
            lines.add(Table.progress(board, elapsed));
            String back = drawn == 0 ? "" : ESCAPE + drawn + "A" + ESCAPE + "J";
            // Without wrapping, which would make more lines of a long one than the next drawing goes back.
            out.print(back + ESCAPE + "?7l" + String.join("\n", lines) + "\n" + ESCAPE + "?7h");
            out.flush();
            drawn = lines.size();
        }
    }

    /** Each execution once, when it has ended. */
    final class Plain implements Screen {

        private final PrintWriter out;
        private final Table table;
        private final Set<Long> printed = new HashSet<>();
        private boolean begun;

        private Plain(PrintWriter out, Table table) {
            this.out = out;
            this.table = table;
        }

        @Override
        public void show(Scoreboard board, Duration elapsed) {
            if (!begun) {
                out.println(Table.header());
                begun = true;
            }
            board.all().stream()
                    .filter(seen -> seen.ended().isPresent() && printed.add(seen.instance()))
                    .map(table::row)
                    .forEach(out::println);
        }
    }
}
