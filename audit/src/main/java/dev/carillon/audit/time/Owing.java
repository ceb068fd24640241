package dev.carillon.audit.time;

/** What a schedule owes. Immutable or confined to one thread, as the implementation says. */
@FunctionalInterface
public interface Owing {

    Owing NOTHING = (from, to) -> new long[0];

    /** The nominal times at or after {@code from} and before {@code to}, epoch milliseconds, in order, each once. */
    long[] between(long from, long to);

    default boolean at(long nominal) {
        return between(nominal, nominal + 1).length == 1;
    }
}
