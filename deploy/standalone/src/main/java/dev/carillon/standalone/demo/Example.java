package dev.carillon.standalone.demo;

import java.io.IOException;

/**
 * A job that the demo has created.
 *
 * @param jobId its number in the native API
 * @param kind SHELL, HTTP or JAVA
 * @param api through which it was made
 * @param wanted successes
 * @param byHand whether it is run by a request and has no schedule
 * @param confirmation asks that API, signed, how many successes it shows
 */
record Example(
        long jobId, String name, String kind, String api, int wanted, boolean byHand, Confirmation confirmation) {

    /** What the API through which the job was made says of its runs. */
    @FunctionalInterface
    interface Confirmation {
        int successes() throws IOException, InterruptedException;
    }
}
