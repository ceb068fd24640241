package dev.carillon.gateway.vendor.rest;

import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.ApiException;

/** Decides who sent a request, and that nobody sends it a second time. Thread-safe. */
public interface RestAuthenticator {

    /** @throws ApiException UNAUTHENTICATED, when the request was not signed by whom it says or is no longer good */
    RestCaller authenticate(HttpCall call);

    /**
     * Takes the request's nonce, once everything else about it is known to be right: neither a forged nor a malformed
     * request uses one up.
     *
     * @param writes whether the operation changes anything
     * @throws ApiException UNAUTHENTICATED, when the nonce was taken before
     */
    void admit(RestCaller caller, boolean writes);

    /** An admitted request ended as "unavailable": it may come once more, unchanged, to learn the outcome. */
    void forgive(RestCaller caller);

    /**
     * Whether a request that was refused may come again. So it is where two requests can be alike by chance because the
     * client chooses no nonce: asking twice for what does not exist is no replay.
     */
    default boolean forgivesRefusals() {
        return false;
    }
}
