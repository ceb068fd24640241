package dev.carillon.audit;

/**
 * What an execution's id says, as one number: the nominal time of a scheduled fire, else a hash. Ids are
 * {@code <job>-s<nominal>}, {@code <job>-c<command>} and {@code <job>-b<command>-<nominal>}.
 */
final class ExecutionKey {

    /** Keeps hashes apart from nominal times, which are before the year 2200. */
    private static final long HASH_BIT = 1L << 62;

    private ExecutionKey() {}

    static long of(String executionId) {
        int dash = executionId.indexOf('-');
        if (dash > 0 && executionId.startsWith("s", dash + 1)) {
            try {
                return Long.parseLong(executionId, dash + 2, executionId.length(), 10);
            } catch (NumberFormatException e) {
                return hash(executionId); // A scheduled fire that no scheduler names so; it will not be explained.
            }
        }
        return hash(executionId);
    }

    static boolean isScheduled(long key) {
        return (key & HASH_BIT) == 0;
    }

    /** The id of the backfill in an execution's id, hashed. */
    static long backfillOf(String executionId) {
        int begin = executionId.indexOf("-b");
        int end = executionId.lastIndexOf('-');
        return begin < 0 || end <= begin ? 0 : hash(executionId.substring(begin + 2, end));
    }

    /** FNV-1a, mixed once more. */
    static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
        return (hash >>> 2) | HASH_BIT;
    }
}
