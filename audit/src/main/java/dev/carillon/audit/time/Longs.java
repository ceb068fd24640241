package dev.carillon.audit.time;

import java.util.Arrays;

/** Numbers that are collected one by one, without an object for each. */
public final class Longs {

    private static final long[] NONE = {};

    private long[] values = NONE;
    private int size;

    public void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(16, size + (size >> 1)));
        }
        values[size++] = value;
    }

    public void addAll(long[] more) {
        for (long value : more) {
            add(value);
        }
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public long[] toArray() {
        return Arrays.copyOf(values, size);
    }

    /** In order, each once. */
    public long[] sorted() {
        long[] all = toArray();
        Arrays.sort(all);
        int kept = 0;
        for (int i = 0; i < all.length; i++) {
            if (i == 0 || all[i] != all[i - 1]) {
                all[kept++] = all[i];
            }
        }
        return kept == all.length ? all : Arrays.copyOf(all, kept);
    }
}
