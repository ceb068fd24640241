package dev.carillon.kafka.codec;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Lets equal values that are read again and again be one object. A million jobs have a handful of namespaces, policies
 * and zones between them; without this each job would hold its own copies, twice the memory in all.
 *
 * <p>Of fixed size, and forgetful: a value whose place is taken by another one takes the place. So it never fills up, a
 * miss costs one comparison, and what nobody uses any more is held only until its place is needed. Usable from every
 * thread.
 *
 * @param <T> immutable, with {@code equals} and {@code hashCode} by value
 */
final class Interner<T> {

    private static final int SLOTS = 1 << 12;

    private final AtomicReferenceArray<T> slots = new AtomicReferenceArray<>(SLOTS);

    /** The value itself, or one that equals it and was seen before. */
    T intern(T value) {
        int hash = value.hashCode();
        int slot = (hash ^ hash >>> 16) & (SLOTS - 1);
        T known = slots.getAcquire(slot);
        if (value.equals(known)) {
            return known;
        }
        slots.setRelease(slot, value);
        return value;
    }
}
