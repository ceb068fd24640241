package dev.carillon.gateway.service;

import dev.carillon.gateway.service.ApiError.Category;
import java.util.List;
import java.util.Set;

/**
 * What a credential may touch: in which APIs, in which namespaces, and whether it may change anything there.
 *
 * @param apis names of {@link ApiName}; empty for all
 * @param namespaces where its jobs may be; one that ends in {@code *} stands for all that begin so; empty for all. What a
 *     vendor calls project, instance or region is a namespace here
 * @param readOnly may read and change nothing
 */
public record Permissions(Set<String> apis, List<String> namespaces, boolean readOnly) {

    /** Everything. */
    public static final Permissions ALL = new Permissions(Set.of(), List.of(), false);

    /** To read everything and to change nothing. */
    public static final Permissions READ_ONLY = new Permissions(Set.of(), List.of(), true);

    public Permissions {
        apis = Set.copyOf(apis);
        namespaces = List.copyOf(namespaces);
    }

    /** @throws ApiException FORBIDDEN when the credential is not for this API */
    public void requireApi(String api) {
        if (!apis.isEmpty() && !apis.contains(api)) {
            throw forbidden("the access key is not allowed to use " + api);
        }
    }

    /** @throws ApiException FORBIDDEN when the credential may read only */
    public void requireWrite(String operation) {
        if (readOnly) {
            throw forbidden("the access key may read only, " + operation + " is refused");
        }
    }

    /** @throws ApiException FORBIDDEN when the namespace is not one of the credential's */
    public void requireNamespace(String namespace) {
        if (!mayTouch(namespace)) {
            throw forbidden("the access key has no permission for '" + namespace + "'");
        }
    }

    public boolean mayTouch(String namespace) {
        return namespaces.isEmpty() || namespaces.stream().anyMatch(pattern -> matches(pattern, namespace));
    }

    /** Whether it makes no difference where a job is. */
    public boolean everyNamespace() {
        return namespaces.isEmpty() || namespaces.contains("*");
    }

    private static boolean matches(String pattern, String namespace) {
        return isPrefix(pattern) ? namespace.startsWith(prefix(pattern)) : namespace.equals(pattern);
    }

    /** Whether the pattern stands for all namespaces that begin with {@link #prefix}. */
    public static boolean isPrefix(String pattern) {
        return pattern.endsWith("*");
    }

    public static String prefix(String pattern) {
        return pattern.substring(0, pattern.length() - 1);
    }

    private static ApiException forbidden(String message) {
        return new ApiException(ApiError.of(Category.FORBIDDEN, message + "; nothing was done"));
    }
}
