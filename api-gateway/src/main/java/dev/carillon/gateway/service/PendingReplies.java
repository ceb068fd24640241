package dev.carillon.gateway.service;

import dev.carillon.core.scheduling.Reply;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who waits for which reply. Bounded; safe for several threads. Two requests may wait for one command id, such as a client's
 * retry while its first request is still on the way: one reply answers both.
 */
final class PendingReplies {

    private final int max;
    private final Map<String, Set<Promise<Reply>>> waiting = new HashMap<>();
    private int size;

    PendingReplies(int max) {
        this.max = max;
    }

    /** False when as many wait as may. */
    synchronized boolean add(String commandId, Promise<Reply> promise) {
        if (size >= max) {
            return false;
        }
        waiting.computeIfAbsent(commandId, unused -> new HashSet<>()).add(promise);
        size++;
        return true;
    }

    synchronized void remove(String commandId, Promise<Reply> promise) {
        Set<Promise<Reply>> promises = waiting.get(commandId);
        if (promises != null && promises.remove(promise)) {
            size--;
            if (promises.isEmpty()) {
                waiting.remove(commandId);
            }
        }
    }

    /** Answers all who wait for it; a reply that nobody waits for any more is dropped. */
    void complete(Reply reply) {
        Set<Promise<Reply>> promises;
        synchronized (this) {
            promises = waiting.remove(reply.commandId());
            size -= promises == null ? 0 : promises.size();
        }
        if (promises != null) {
            promises.forEach(promise -> promise.tryComplete(reply));
        }
    }

    synchronized int size() {
        return size;
    }
}
