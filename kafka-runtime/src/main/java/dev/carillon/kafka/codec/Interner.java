package dev.carillon.kafka.codec;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

    private final AtomicReferenceArray<@Nullable T> slots = new AtomicReferenceArray<>(SLOTS);

    /** The value itself, or one that equals it and was seen before. */
    T intern(T value) {
        return find(value.hashCode(), value::equals, () -> value);
    }

    /**
     * A value seen before, or a new one; for values that need not be made to tell whether they are known.
     *
     * @param hash the same for all texts, numbers and the like that make the same value
     */
    T find(int hash, Predicate<T> same, Supplier<T> made) {
        int slot = (hash ^ hash >>> 16) & (SLOTS - 1);
        T known = slots.getAcquire(slot);
        if (known != null && same.test(known)) {
            return known;
        }
        T value = made.get();
        slots.setRelease(slot, value);
        return value;
    }
}
