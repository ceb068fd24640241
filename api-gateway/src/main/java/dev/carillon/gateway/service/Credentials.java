package dev.carillon.gateway.service;

import java.util.Optional;

/** The access keys that may call; reread without a restart. */
public interface Credentials {

    Optional<Credential> find(String accessKey);

    /** @param readOnly may read everything and change nothing */
    record Credential(String accessKey, String secret, boolean readOnly) {
        /** Never the secret. */
        @Override
        public String toString() {
            return "Credential[" + accessKey + "]";
        }
    }
}
