package dev.carillon.gateway.service;

import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Reply;
import io.vertx.core.Future;

/** Carries a command to the scheduler and its reply back. */
@FunctionalInterface
public interface CommandChannel {

    /**
     * Who waits for the reply is filled in here.
     *
     * @return whatever the scheduler replied; fails with {@link ApiException}: TOO_MANY when nothing was sent, UNAVAILABLE when
     *     it is not known whether the command applied
     */
    Future<Reply> exchange(Command command);
}
