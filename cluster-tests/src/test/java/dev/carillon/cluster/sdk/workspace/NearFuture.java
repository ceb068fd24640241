package dev.carillon.cluster.sdk.workspace;

import com.huaweicloud.sdk.core.exception.ClientRequestException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** Instants so near that a test can wait for them, and so far that a task may still be given them. */
final class NearFuture {

    private static final int AHEAD_MIN = 3;
    private static final int AHEAD_MAX = 60;

    private NearFuture() {}

    /**
     * Asks for the next seconds; where the machine is so busy that they are over before they could be accepted, for later ones.
     *
     * @param request gets a whole second
     */
    static void accepted(Consumer<Instant> request) {
        int ahead = AHEAD_MIN;
        while (true) {
            Instant at = Instant.now().plusSeconds(ahead).truncatedTo(ChronoUnit.SECONDS);
            try {
                request.accept(at);
                return;
            } catch (ClientRequestException e) {
                if (Instant.now().isBefore(at) || ahead > AHEAD_MAX) {
                    throw e;
                }
                ahead *= 2;
            }
        }
    }
}
