package dev.carillon.gateway.service;

/** Encrypts what must not be readable in topics, views, answers and logs; workers decrypt it. */
@FunctionalInterface
public interface SecretSealer {

    /** What answers show in place of a secret. */
    String MASK = "******";

    /**
     * Encrypts a value of any length up to 8 KiB as UTF-8; the same value gives another text each time.
     *
     * @return of the form that {@code JobDefinition.secrets} asks for
     * @throws ApiException UNSUPPORTED when this gateway has no key, naming the setting; INVALID when the value is too long
     */
    String seal(String plain);
}
