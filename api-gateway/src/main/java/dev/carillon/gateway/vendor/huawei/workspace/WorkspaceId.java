package dev.carillon.gateway.vendor.huawei.workspace;

import dev.carillon.core.job.JobId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ids as the vendor's look, a UUID, made from numbers and read back from it. Nothing is stored for them.
 *
 * <pre>
 * 0000001f-0000-4000-8000-ffffffffffff   a task: the number of its job in the first and the last group
 * 0000001f-0000-4000-8001-ffffffffffff   a record of its history: the alias of an execution
 * 0000001f-03e8-4000-8002-ffffffffffff   a target in a record: the same, and in the second group the step, from 1
 * </pre>
 */
final class WorkspaceId {

    private static final Pattern FORM = Pattern.compile("([0-9a-f]{8})-0000-4000-800([01])-([0-9a-f]{12})");
    private static final int TASK = 0;
    private static final int RECORD = 1;
    private static final int TARGET = 2;
    private static final int LOW_BITS = 48;
    private static final long LOW = (1L << LOW_BITS) - 1;

    private WorkspaceId() {}

    static String task(JobId id) {
        return text(id.value(), 0, TASK);
    }

    static String record(long alias) {
        return text(alias, 0, RECORD);
    }

    /** @param index of the step, from 0 */
    static String target(long alias, int index) {
        return text(alias, index + 1, TARGET);
    }

    /** Empty when the text is not the id of any task. */
    static Optional<JobId> parseTask(String text) {
        return number(text, TASK).map(JobId::new);
    }

    /** The alias of an execution; empty when the text is not the id of any record. */
    static Optional<Long> parseRecord(String text) {
        return number(text, RECORD);
    }

    private static String text(long number, int part, int kind) {
        return String.format(Locale.ROOT, "%08x-%04x-4000-800%d-%012x", number >>> LOW_BITS, part, kind, number & LOW);
    }

    private static Optional<Long> number(String text, int kind) {
        Matcher id = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!id.matches() || Integer.parseInt(id.group(2)) != kind) {
            return Optional.empty();
        }
        long high = Long.parseLong(id.group(1), 16);
        long number = high << LOW_BITS | Long.parseLong(id.group(3), 16);
        return high <= JobId.MAX >>> LOW_BITS && number > 0 ? Optional.of(number) : Optional.empty();
    }
}
