package dev.carillon.worker.runner.shell;

import dev.carillon.worker.runner.RunLog;
import java.nio.charset.StandardCharsets;

/**
 * Makes lines of a stream of bytes, which is read as UTF-8; what is not becomes U+FFFD. A line over {@value #MAX_BYTES}
 * bytes is handed on in pieces, never cut within a character. Not thread-safe.
 */
final class OutputLines {

    static final int MAX_BYTES = 8 * 1024;

    private static final int MAX_CHARACTER_BYTES = 4;

    private final RunLog log;
    private final byte[] line = new byte[MAX_BYTES];
    private int length;
    private boolean pieces;
    private volatile String lastLine = "";

    OutputLines(RunLog log) {
        this.log = log;
    }

    void add(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                endLine();
            } else {
                if (length == MAX_BYTES) {
                    handOnPiece();
                }
                line[length++] = bytes[i];
            }
        }
    }

    /** The stream has ended; what was not ended by a line break is a line too. */
    void end() {
        if (length > 0) {
            endLine();
        }
    }

    /** The last line that was not blank; empty when there was none. May be called from any thread. */
    String lastLine() {
        return lastLine;
    }

    private void endLine() {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        if (pieces) {
            log.piece(text(end), true);
        } else {
            log.line(text(end));
        }
        length = 0;
        pieces = false;
    }

    private void handOnPiece() {
        int end = wholeCharacters();
        log.piece(text(end), false);
        System.arraycopy(line, end, line, 0, length - end);
        length -= end;
        pieces = true;
    }

    /** Where the last character that has begun begins, when it may be incomplete; else everything. */
    private int wholeCharacters() {
        for (int back = 1; back <= MAX_CHARACTER_BYTES; back++) {
            int value = line[length - back] & 0xFF;
            if (value < 0x80) {
                return length;
            }
            if (value >= 0xC0) {
                return length - back;
            }
        }
        return length;
    }

    private String text(int end) {
        String text = new String(line, 0, end, StandardCharsets.UTF_8);
        if (!text.isBlank()) {
            lastLine = text;
        }
        return text;
    }
}
