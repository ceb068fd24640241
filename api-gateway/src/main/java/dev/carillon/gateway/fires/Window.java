package dev.carillon.gateway.fires;

import java.time.Instant;

/**
 * Which fires are asked for: the first of a stretch of time.
 *
 * @param from the first nominal time that counts, in the years 1970–2199
 * @param until the first that no longer counts
 * @param count how many at most
 */
public record Window(Instant from, Instant until, int count) {

    /** What follows a page that ended with this fire. */
    public Window after(Instant nominal) {
        return new Window(nominal.plusMillis(1), until, count);
    }

    /** One more than is asked for: whether there are more. */
    public Window andOneMore() {
        return new Window(from, until, count + 1);
    }
}
