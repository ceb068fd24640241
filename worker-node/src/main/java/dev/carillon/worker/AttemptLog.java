package dev.carillon.worker;

import dev.carillon.core.execution.Report.Attempt;
import dev.carillon.worker.runner.RunLog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * The output of one attempt on its way into chunks. Lines are gathered until a chunk is full or {@link #flush} is
 * called; what is over the attempt's limit is dropped, and the last chunk says so. Thread-safe.
 */
final class AttemptLog implements RunLog {

    /** Bytes of text in one chunk, in UTF-8. */
    static final int CHUNK_BYTES = 32 * 1024;

    /**
     * A piece of an attempt's output.
     *
     * @param sequence counts the chunks of the attempt, from 0
     * @param truncated output was over the limit and is cut here
     */
    record Chunk(Attempt attempt, int sequence, Instant at, String text, boolean truncated) {}

    private final Attempt attempt;
    private final InstantSource clock;
    private final Consumer<Chunk> sink;
    private final StringBuilder pending = new StringBuilder();
    private int pendingBytes;
    private long bytesLeft;
    private int sequence;

    /** @param limitBytes of the whole output of the attempt */
    AttemptLog(Attempt attempt, long limitBytes, InstantSource clock, Consumer<Chunk> sink) {
        this.attempt = attempt;
        this.bytesLeft = limitBytes;
        this.clock = clock;
        this.sink = sink;
    }

    @Override
    public synchronized void line(String text) {
        if (bytesLeft < 1) {
            return;
        }
        // A line that fits into a chunk is not torn. Its length is at most its bytes, and nearly always all of them.
        if (pendingBytes > 0 && pendingBytes + text.length() >= CHUNK_BYTES && text.length() < CHUNK_BYTES) {
            emit(false);
        }
        if (append(text)) {
            append("\n");
        }
    }

    /** Appends as much as the limit allows; false when that was not all. */
    private boolean append(String text) {
        int from = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int bytes = utf8Length(text.codePointAt(i));
            if (bytes > bytesLeft) {
                pending.append(text, from, i);
                bytesLeft = 0;
                emit(true);
                return false;
            }
            if (pendingBytes + bytes > CHUNK_BYTES) {
                pending.append(text, from, i);
                from = i;
                emit(false);
            }
            pendingBytes += bytes;
            bytesLeft -= bytes;
        }
        pending.append(text, from, text.length());
        return true;
    }

    private static int utf8Length(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }

    /** Hands on what has been gathered, if anything. */
    synchronized void flush() {
        if (pendingBytes > 0) {
            emit(false);
        }
    }

    private void emit(boolean truncated) {
        sink.accept(new Chunk(attempt, sequence++, clock.instant(), pending.toString(), truncated));
        pending.setLength(0);
        pendingBytes = 0;
    }
}
