package dev.carillon.gateway.service;

import java.util.Optional;

/** The access keys that may call; reread without a restart. */
public interface Credentials {

    Optional<Credential> find(String accessKey);

    /** One access key, its secret and what it may do. */
    record Credential(String accessKey, String secret, Permissions permissions) {
        /** Never the secret. */
        @Override
        public String toString() {
            return "Credential[" + accessKey + "]";
        }
    }
}
