package dev.carillon.worker;

import dev.carillon.core.execution.Report.Attempt;
import dev.carillon.worker.runner.RunLog;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * The output of one attempt on its way into chunks. Lines are gathered until a chunk is full or {@link #flush} is
 * called; what is over the attempt's limit is dropped, and the last chunk says so. Thread-safe.
 */
final class AttemptLog implements RunLog {

    /** Bytes of text in one chunk. */
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
    private final long limitBytes;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer pending = ByteBuffer.allocate(CHUNK_BYTES);
    private long taken;
    private int sequence;
    private boolean full;

    /** @param limitBytes of the whole output of the attempt */
    AttemptLog(Attempt attempt, long limitBytes, InstantSource clock, Consumer<Chunk> sink) {
        this.attempt = attempt;
        this.limitBytes = limitBytes;
        this.clock = clock;
        this.sink = sink;
    }

    @Override
    public synchronized void line(String text) {
        if (full) {
            return;
        }
        append(CharBuffer.wrap(text + '\n'));
    }

    private void append(CharBuffer rest) {
        while (true) {
            int before = pending.position();
            int room = (int) Math.min(CHUNK_BYTES, before + limitBytes - taken);
            pending.limit(room);
            encoder.reset();
            boolean overflow = encoder.encode(rest, pending, true).isOverflow();
            taken += pending.position() - before;
            pending.limit(CHUNK_BYTES);
            if (!overflow) {
                return;
            }
            // Less room than a chunk means that the limit has been met. A few bytes may stay free before either end,
            // since a character is never split.
            if (room < CHUNK_BYTES) {
                full = true;
                emit(true);
                return;
            }
            emit(false);
        }
    }

    /** Hands on what has been gathered, if anything. */
    synchronized void flush() {
        if (pending.position() > 0) {
            emit(false);
        }
    }

    private void emit(boolean truncated) {
        String text = new String(pending.array(), 0, pending.position(), StandardCharsets.UTF_8);
        pending.clear();
        sink.accept(new Chunk(attempt, sequence++, clock.instant(), text, truncated));
    }
}
