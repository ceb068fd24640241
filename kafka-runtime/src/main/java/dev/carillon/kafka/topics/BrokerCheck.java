package dev.carillon.kafka.topics;

import dev.carillon.kafka.settings.StartRefusedException;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;

/**
 * Refuses brokers on which the guarantees do not hold: the scheduler needs the new group protocol (assignments by the
 * broker, {@code group.version} 1) and transactions that a late message of a dead producer cannot re-open
 * ({@code transaction.version} 2). What counts is what the cluster has finalized, not what its brokers could do: an
 * upgrade that nobody has finished has neither.
 */
public final class BrokerCheck {

    private static final short GROUP_VERSION = 1;
    private static final short TRANSACTION_VERSION = 2;

    private BrokerCheck() {}

    /**
     * Asks the brokers and refuses those that lack something.
     *
     * @throws StartRefusedException saying which feature is missing and how to get it
     */
    public static void check(Admin admin) {
        check(AdminCalls.await(
                        "say which features they have", admin.describeFeatures().featureMetadata())
                .finalizedFeatures());
    }

    static void check(Map<String, FinalizedVersionRange> finalized) {
        require(finalized, "group.version", GROUP_VERSION);
        require(finalized, "transaction.version", TRANSACTION_VERSION);
    }

    private static void require(Map<String, FinalizedVersionRange> finalized, String feature, short needed) {
        FinalizedVersionRange range = finalized.get(feature);
        int level = range == null ? 0 : range.maxVersionLevel();
        if (level < needed) {
            throw new StartRefusedException(
                    "These brokers are too old: Carillon needs Kafka 4.0 or newer with the feature "
                            + feature + " at level " + needed + " or more, here it is at " + level
                            + ". If the brokers are new enough, finish their upgrade with: kafka-features.sh upgrade --feature "
                            + feature + "=" + needed);
        }
    }
}
