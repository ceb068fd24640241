package dev.carillon.gateway.service;

import dev.carillon.gateway.service.JobService.LogLine;
import dev.carillon.gateway.service.JobService.LogQuery;
import dev.carillon.proto.v1.LogChunk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes lines of chunks: pure. Chunks hold whole lines where possible; a line that was cut is joined again. */
final class LogLines {

    static final String CUT = "[more output than is kept; it was cut here]";

    private LogLines() {}

    static List<LogLine> select(List<LogChunk> chunks, LogQuery query) {
        List<LogLine> lines = lines(chunks);
        List<LogLine> matching = (query.newestFirst() ? lines.reversed() : lines)
                .stream().filter(line -> matches(line, query)).toList();
        int from = Math.min(query.offset(), matching.size());
        return List.copyOf(matching.subList(from, (int) Math.min((long) from + query.limit(), matching.size())));
    }

    private static boolean matches(LogLine line, LogQuery query) {
        return query.keyword().map(line.text()::contains).orElse(true)
                && query.from().map(from -> !line.at().isBefore(from)).orElse(true)
                && query.to().map(to -> line.at().isBefore(to)).orElse(true);
    }

    static List<LogLine> lines(List<LogChunk> chunks) {
        List<LogChunk> sorted = new ArrayList<>(chunks);
        sorted.sort(Comparator.comparingInt(LogChunk::getAttempt).thenComparingInt(LogChunk::getSequence));
        List<LogLine> lines = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (int i = 0; i < sorted.size(); i++) {
            LogChunk chunk = sorted.get(i);
            Instant at = Instant.ofEpochMilli(chunk.getAtMs());
            open.append(chunk.getText());
            takeWhole(open, chunk.getAttempt(), at, lines);
            boolean last = i + 1 == sorted.size() || sorted.get(i + 1).getAttempt() != chunk.getAttempt();
            if (!open.isEmpty() && (last || chunk.getTruncated())) {
                lines.add(new LogLine(chunk.getAttempt(), at, open.toString()));
                open.setLength(0);
            }
            if (chunk.getTruncated()) {
                lines.add(new LogLine(chunk.getAttempt(), at, CUT));
            }
        }
        return lines;
    }

    private static void takeWhole(StringBuilder open, int attempt, Instant at, List<LogLine> lines) {
        int begin = 0;
        for (int end = open.indexOf("\n"); end >= 0; end = open.indexOf("\n", begin)) {
            int cut = end > begin && open.charAt(end - 1) == '\r' ? end - 1 : end;
            lines.add(new LogLine(attempt, at, open.substring(begin, cut)));
            begin = end + 1;
        }
        open.delete(0, begin);
    }
}
