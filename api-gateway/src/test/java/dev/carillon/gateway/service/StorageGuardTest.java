package dev.carillon.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Reply;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class StorageGuardTest {

    private static final Command DELETE =
            new Command.DeleteJob(new Command.Request("c1", "", "somebody"), new JobId(1), 0);

    private final List<Command> sent = new ArrayList<>();
    private final AtomicBoolean low = new AtomicBoolean();
    private final CommandChannel guard = new StorageGuard(this::send, low::get);

    @Test
    void nothingIsSentWhileTheDiskIsNearlyFullAndItGoesOnWhenThereIsRoom() {
        // Given
        low.set(true);
        // When
        Future<Reply> refused = guard.exchange(DELETE);
        // Then
        assertThat(refused.cause())
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refusal -> assertThat(refusal.error().category()).isEqualTo(ApiError.Category.TOO_MANY));
        assertThat(sent).isEmpty();
        // When
        low.set(false);
        guard.exchange(DELETE);
        // Then
        assertThat(sent).containsExactly(DELETE);
    }

    private Future<Reply> send(Command command) {
        sent.add(command);
        return Future.succeededFuture();
    }
}
