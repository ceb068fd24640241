package dev.carillon.gateway.service;

import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Reply;
import dev.carillon.gateway.service.ApiError.Category;
import io.vertx.core.Future;
import java.util.function.BooleanSupplier;

/** Refuses commands while the broker's disk is nearly full, so that there is room left to finish what runs. */
public final class StorageGuard implements CommandChannel {

    private final CommandChannel channel;
    private final BooleanSupplier low;

    /** @param low asked for every command; answers at once */
    public StorageGuard(CommandChannel channel, BooleanSupplier low) {
        this.channel = channel;
        this.low = low;
    }

    @Override
    public Future<Reply> exchange(Command command) {
        return low.getAsBoolean()
                ? Future.failedFuture(new ApiException(ApiError.of(
                        Category.TOO_MANY,
                        "the disk of the cluster is nearly full; nothing was changed, try again when there is room")))
                : channel.exchange(command);
    }
}
