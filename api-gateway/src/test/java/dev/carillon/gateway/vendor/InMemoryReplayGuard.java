package dev.carillon.gateway.vendor;

import dev.carillon.gateway.service.ReplayGuard;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Forgets nothing that is not forgiven. */
public final class InMemoryReplayGuard implements ReplayGuard {

    private final Set<String> taken = ConcurrentHashMap.newKeySet();

    @Override
    public boolean take(String accessKey, String nonce, Instant now) {
        return taken.add(accessKey + "\n" + nonce);
    }

    @Override
    public void forgive(String accessKey, String nonce) {
        taken.remove(accessKey + "\n" + nonce);
    }
}
