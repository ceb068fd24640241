package dev.carillon.gateway.nativeapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.SecretSealer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Secrets: sent in the plain, sealed before anything else sees them, answered as {@link SecretSealer#MASK}. A replacement
 * that sends the mask keeps what is stored. Whatever else is sent is sealed, also what looks sealed already.
 */
final class SecretsJson {

    private static final String FIELD = "secrets";

    private final SecretSealer sealer;

    SecretsJson(SecretSealer sealer) {
        this.sealer = sealer;
    }

    /** Whether a body holds masks, so that it cannot be read without the stored definition. */
    static boolean keepsSome(FieldReader json) {
        return json.has(FIELD) && json.secretTexts(FIELD).containsValue(SecretSealer.MASK);
    }

    /** @param stored what masks stand for */
    Map<String, String> read(FieldReader json, Optional<JobDefinition> stored) {
        Map<String, String> kept = stored.map(JobDefinition::secrets).orElse(Map.of());
        Map<String, String> sealed = new HashMap<>();
        json.secretTexts(FIELD).forEach((name, text) -> {
            String field = json.pathOf(FIELD) + "." + name;
            sealed.put(name, text.equals(SecretSealer.MASK) ? kept(kept, name, field) : seal(text, field));
        });
        return sealed;
    }

    private static String kept(Map<String, String> kept, String name, String field) {
        String value = kept.get(name);
        if (value == null) {
            throw FieldReader.invalid(
                    field,
                    "is " + SecretSealer.MASK + ", which keeps a stored secret, but none of this name is stored");
        }
        return value;
    }

    private String seal(String plain, String field) {
        try {
            return sealer.seal(plain);
        } catch (ApiException e) {
            ApiError error = e.error();
            throw new ApiException(new ApiError(error.category(), field + ": " + error.message(), field));
        }
    }

    static void write(ObjectNode json, Map<String, String> secrets) {
        ObjectNode masked = json.putObject(FIELD);
        new TreeMap<>(secrets).keySet().forEach(name -> masked.put(name, SecretSealer.MASK));
    }
}
