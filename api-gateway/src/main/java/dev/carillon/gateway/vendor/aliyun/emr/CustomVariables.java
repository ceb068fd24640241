package dev.carillon.gateway.vendor.aliyun.emr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.SecretSealer;
import dev.carillon.gateway.vendor.aliyun.AliyunFault;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameter CustomVariables:
 *
 * <pre>{"scope":"PROJECT","entityId":"FP-…","variables":[{"name":"v1","value":"1","properties":{"password":true}}]}</pre>
 *
 * <p>Variables become environment variables of the script. The values of those that are passwords leave this class in
 * encrypted form alone; the text that is kept and given back has {@link SecretSealer#MASK} in their place.
 */
final class CustomVariables {

    private static final String VALUE = "value";

    private final ObjectNode masked;
    private final Map<String, String> plain = new LinkedHashMap<>();
    private final Map<String, String> passwords = new LinkedHashMap<>();

    private CustomVariables(ObjectNode masked) {
        this.masked = masked;
    }

    /** @throws AliyunFault naming the member that is unknown, missing or wrong, and never its value */
    static CustomVariables parse(String text) {
        CustomVariables read = new CustomVariables(JsonText.object(Fields.CUSTOM_VARIABLES, text));
        onlyMembers("", read.masked, Set.of("scope", "entityId", "variables"));
        JsonNode variables = read.masked.path("variables");
        if (!variables.isArray() && !variables.isMissingNode()) {
            throw wrong("'variables' must be an array");
        }
        variables.forEach(read::take);
        return read;
    }

    private void take(JsonNode item) {
        if (!(item instanceof ObjectNode variable)) {
            throw wrong("'variables' must hold objects");
        }
        onlyMembers("a variable's ", variable, Set.of("name", VALUE, "properties"));
        String name = JsonText.text(Fields.CUSTOM_VARIABLES, "name", variable.path("name"));
        Environment.checkName(Fields.CUSTOM_VARIABLES, name);
        if (plain.containsKey(name) || passwords.containsKey(name)) {
            throw wrong("'" + name + "' is there twice");
        }
        String value = variable.has(VALUE) ? JsonText.text(Fields.CUSTOM_VARIABLES, name, variable.path(VALUE)) : "";
        if (isPassword(name, variable.path("properties"))) {
            passwords.put(name, value);
            variable.put(VALUE, SecretSealer.MASK);
        } else {
            if (value.equals(SecretSealer.MASK)) {
                throw wrong("'" + name + "' is no password, so " + SecretSealer.MASK + " cannot stand for its value");
            }
            plain.put(name, value);
        }
    }

    private static boolean isPassword(String name, JsonNode properties) {
        if (properties.isMissingNode()) {
            return false;
        }
        if (!(properties instanceof ObjectNode object)) {
            throw wrong("the properties of '" + name + "' must be an object");
        }
        onlyMembers("a property's ", object, Set.of("password"));
        JsonNode password = object.path("password");
        if (!password.isBoolean() && !password.isMissingNode()) {
            throw wrong("password of '" + name + "' must be true or false");
        }
        return password.asBoolean();
    }

    Map<String, String> plain() {
        return plain;
    }

    Set<String> passwordNames() {
        return passwords.keySet();
    }

    /**
     * The passwords, encrypted; one whose value is the mask stays what it was.
     *
     * @param old the job's secrets so far
     * @throws AliyunFault when there is nothing to keep, or this gateway cannot encrypt
     */
    Map<String, String> seal(Map<String, String> old, SecretSealer sealer) {
        Map<String, String> sealed = new LinkedHashMap<>();
        passwords.forEach((name, value) -> sealed.put(
                name,
                value.equals(SecretSealer.MASK)
                        ? Optional.ofNullable(old.get(name))
                                .orElseThrow(() ->
                                        wrong("'" + name + "' has the mask for its value, and no password to keep"))
                        : seal(value, sealer)));
        return sealed;
    }

    private static String seal(String value, SecretSealer sealer) {
        try {
            return sealer.seal(value);
        } catch (ApiException e) {
            ApiError error = e.error();
            throw AliyunFault.of(new ApiError(error.category(), error.message(), Fields.CUSTOM_VARIABLES.name()));
        }
    }

    /** As it is kept and given back; empty when nothing was given. */
    String maskedText() {
        return masked.isEmpty() ? "" : masked.toString();
    }

    private static void onlyMembers(String of, ObjectNode object, Set<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw wrong(of + "member '" + name + "' is not known");
            }
        });
    }

    private static AliyunFault wrong(String problem) {
        return Faults.wrong(Fields.CUSTOM_VARIABLES, problem);
    }
}
