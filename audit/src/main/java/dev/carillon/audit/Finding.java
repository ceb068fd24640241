package dev.carillon.audit;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A promise that was not kept.
 *
 * @param nominal of the fire; of an execution that nobody scheduled, when it was triggered
 * @param what a sentence for people
 * @param records the records of {@code history} that show it; empty when it is their absence that does
 */
public record Finding(Kind kind, long jobId, Instant nominal, String what, List<Place> records) {

    /** Which promise. */
    public enum Kind {
        /** A fire was owed, and nothing says what became of it. */
        LOST,
        /** More than one record says what became of one fire, or a command was carried out twice. */
        DOUBLED,
        /** A record that nothing explains: a fire that nobody owed, a reason that does not hold. */
        UNEXPLAINED,
        /** An execution without a final state that is not live any more, or has been for too long. */
        UNENDED,
        /** An execution with more than one final state. */
        ENDED_TWICE;

        /** As it is written in metrics, in JSON and on the page. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Where a record lies. */
    public record Place(int partition, long offset) {

        @Override
        public String toString() {
            return partition + "/" + offset;
        }
    }

    public Finding {
        records = List.copyOf(records);
    }
}
