package dev.carillon.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.metadata.BrokerRegistrationChangeRecord;
import org.apache.kafka.common.metadata.FenceBrokerRecord;
import org.apache.kafka.common.metadata.RegisterBrokerRecord;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.MetadataProvenance;
import org.apache.kafka.image.loader.LogDeltaManifest;
import org.apache.kafka.metadata.BrokerRegistrationFencingChange;
import org.apache.kafka.raft.LeaderAndEpoch;
import org.junit.jupiter.api.Test;

class PreviousLifeTest {

    private static final int NODE = 1;
    private static final long LIFE = 7;

    private final PreviousLife life = new PreviousLife(NODE);
    private MetadataImage image = MetadataImage.EMPTY;

    private void publish(ApiMessage... records) {
        MetadataDelta delta = new MetadataDelta.Builder().setImage(image).build();
        for (ApiMessage record : records) {
            delta.replay(record);
        }
        image = delta.apply(MetadataProvenance.EMPTY);
        life.onMetadataUpdate(
                delta,
                image,
                new LogDeltaManifest.Builder()
                        .provenance(MetadataProvenance.EMPTY)
                        .leaderAndEpoch(LeaderAndEpoch.UNKNOWN)
                        .numBatches(1)
                        .elapsedNs(1)
                        .numBytes(1)
                        .build());
    }

    private static RegisterBrokerRecord registered(int node) {
        return new RegisterBrokerRecord().setBrokerId(node).setBrokerEpoch(LIFE).setFenced(true);
    }

    private static BrokerRegistrationChangeRecord unfenced() {
        return new BrokerRegistrationChangeRecord()
                .setBrokerId(NODE)
                .setBrokerEpoch(LIFE)
                .setFenced(BrokerRegistrationFencingChange.UNFENCE.value());
    }

    @Test
    void thereIsNoneWhereTheBrokerStartsForTheFirstTime() {
        // When
        publish(registered(NODE + 1));

        // Then
        assertThat(life.over()).isCompleted();
    }

    @Test
    void oneThatHasLeftIsOver() {
        // When
        publish(registered(NODE));

        // Then
        assertThat(life.over()).isCompleted();
    }

    @Test
    void oneThatWasKilledIsOverWhenTheControllerFencesIt() {
        // Given
        publish(registered(NODE), unfenced());
        boolean before = life.over().isDone();

        // When
        publish(new FenceBrokerRecord().setId(NODE).setEpoch(LIFE));

        // Then
        assertThat(before).isFalse();
        assertThat(life.over()).isCompleted();
    }
}
