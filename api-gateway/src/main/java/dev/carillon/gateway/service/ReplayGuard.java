package dev.carillon.gateway.service;

import java.time.Instant;

/** Remembers nonces for as long as a request's date is accepted, so that nobody can send a captured request again. */
public interface ReplayGuard {

    /**
     * Takes the nonce if it is new.
     *
     * @return false when this access key has used it before; unless the first answer was "unavailable", see
     *     {@link #forgive}
     */
    boolean take(String accessKey, String nonce, Instant now);

    /** The request ended as "unavailable": the same nonce may come once more, to learn the outcome. */
    void forgive(String accessKey, String nonce);
}
