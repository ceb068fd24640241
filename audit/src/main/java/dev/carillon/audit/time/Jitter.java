package dev.carillon.audit.time;

import java.math.BigInteger;

/** How much later than its nominal time a fire is due, by the formula of docs/jobs.md, in numbers without bounds. */
public final class Jitter {

    private static final BigInteger WORD = BigInteger.ONE.shiftLeft(64);
    private static final BigInteger GAMMA = new BigInteger("9E3779B97F4A7C15", 16);
    private static final BigInteger FIRST = new BigInteger("BF58476D1CE4E5B9", 16);
    private static final BigInteger SECOND = new BigInteger("94D049BB133111EB", 16);

    private Jitter() {}

    /**
     * @param atMost of the definition, milliseconds
     * @return 0 where that is 0
     */
    public static long of(long jobId, long nominal, long atMost, Owing owing) {
        if (atMost == 0) {
            return 0;
        }
        long[] next = owing.between(nominal + 1, nominal + atMost);
        long bound = next.length == 0 ? atMost : next[0] - nominal;
        BigInteger z = BigInteger.valueOf(nominal)
                .add(GAMMA.multiply(BigInteger.valueOf(jobId)))
                .mod(WORD);
        z = z.xor(z.shiftRight(30)).multiply(FIRST).mod(WORD);
        z = z.xor(z.shiftRight(27)).multiply(SECOND).mod(WORD);
        z = z.xor(z.shiftRight(31));
        return z.mod(BigInteger.valueOf(bound)).longValueExact();
    }
}
