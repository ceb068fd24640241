package dev.carillon.standalone.broker;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.loader.LoaderManifest;
import org.apache.kafka.image.publisher.MetadataPublisher;
import org.apache.kafka.metadata.BrokerRegistration;

/**
 * Tells when the controller knows that the broker which ran here before is gone. One that was killed counts as alive until its
 * session is over, two seconds.
 *
 * <p>A broker that starts earlier takes itself for the leader that it was before, begins to load its groups, loses the leadership
 * when that session ends, and gets it back. Kafka (4.3.1) then takes the end of the first load for the end of the second one
 * ({@code CoordinatorRuntime.CoordinatorContext.load} looks its context up by partition only) and answers members while it still
 * reads their past: members that have long been gone come back to life, keep partitions and never expire.
 */
final class PreviousLife implements MetadataPublisher {

    private final int nodeId;
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    PreviousLife(int nodeId) {
        this.nodeId = nodeId;
    }

    /** Completes also when there was none. */
    CompletableFuture<Void> over() {
        return over;
    }

    @Override
    public String name() {
        return "PreviousLife id=" + nodeId;
    }

    @Override
    public void onMetadataUpdate(MetadataDelta delta, MetadataImage newest, LoaderManifest manifest) {
        BrokerRegistration known = newest.cluster().broker(nodeId);
        if (known == null || known.fenced()) {
            over.complete(null);
        }
    }
}
