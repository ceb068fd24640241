package dev.carillon.kafka.loop;

/** The newest value that one thread has published for others; never absent. */
final class Latest<T> {

    private volatile T value;

    Latest(T first) {
        value = first;
    }

    T get() {
        return value;
    }

    void set(T next) {
        value = next;
    }
}
