package dev.carillon.worker.runner;

import java.util.BitSet;

/**
 * Masks secrets on their way into a log. Of a line that comes in pieces it keeps back what may be the beginning of a
 * secret until the next piece shows whether it is. Thread-safe; the pieces of two lines must not be mixed, so whatever
 * hands on pieces has a log of its own.
 */
public final class MaskedLog implements RunLog {

    private final Secrets secrets;
    private final RunLog log;
    private String kept = "";
    /** Characters of what is kept that belong to a secret already seen whole. */
    private BitSet keptMarks = new BitSet();

    private MaskedLog(Secrets secrets, RunLog log) {
        this.secrets = secrets;
        this.log = log;
    }

    public static RunLog of(Secrets secrets, RunLog log) {
        return secrets.masksNothing() ? log : new MaskedLog(secrets, log);
    }

    @Override
    public void line(String text) {
        log.line(secrets.mask(text));
    }

    @Override
    public synchronized void piece(String text, boolean last) {
        String all = kept + text;
        BitSet marks = secrets.marks(all);
        marks.or(keptMarks);
        int end = last ? all.length() : all.length() - secrets.begunAtEnd(all);
        kept = all.substring(end);
        keptMarks = marks.get(end, all.length());
        log.piece(Secrets.show(all.substring(0, end), marks.get(0, end)), last);
    }
}
