package dev.carillon.gateway.vendor.rest;

import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.vendor.PercentEncoding;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The parts of a request in the form in which the vendors sign them. What is not well-formed, missing or ambiguous is
 * refused: a second value of a header would leave open which of them was signed.
 */
public final class CanonicalRequest {

    private CanonicalRequest() {}

    /**
     * Each segment of the path decoded and encoded again, so that {@code :} is {@code %3A} however it came.
     *
     * @throws ApiException MALFORMED when the path is not percent-encoded UTF-8
     */
    public static String path(HttpCall call) {
        return RestRouter.decoded(call.path()).stream()
                .map(PercentEncoding::encode)
                .collect(Collectors.joining("/", "/", ""));
    }

    /**
     * The pairs of the query sorted by name, then value.
     *
     * @throws ApiException MALFORMED when the query is not percent-encoded UTF-8
     */
    public static String query(HttpCall call) {
        return QueryPair.parse(call.query()).stream()
                .sorted(Comparator.comparing(QueryPair::name).thenComparing(QueryPair::value))
                .map(pair -> PercentEncoding.encode(pair.name()) + "=" + PercentEncoding.encode(pair.value()))
                .collect(Collectors.joining("&"));
    }

    /**
     * One line for each of the headers.
     *
     * @param names in lower case
     * @param form what the scheme does to a value beyond taking blanks off its ends
     * @throws ApiException UNAUTHENTICATED when one of them is missing or given twice
     */
    public static String headers(HttpCall call, List<String> names, UnaryOperator<String> form) {
        return names.stream()
                .map(name -> name + ":" + form.apply(header(call, name)) + "\n")
                .collect(Collectors.joining());
    }

    /**
     * The only value of a header.
     *
     * @throws ApiException UNAUTHENTICATED when it is missing or given twice
     */
    public static String header(HttpCall call, String name) {
        List<String> values = call.headers().getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw unauthenticated("the header " + name + " is given twice");
        }
        if (values.isEmpty() || values.getFirst().isBlank()) {
            throw unauthenticated("the header " + name + " is missing");
        }
        return values.getFirst().strip();
    }

    /** @throws ApiException UNAUTHENTICATED when one of the headers is not among the signed ones */
    public static void checkSigned(List<String> signed, List<String> necessary) {
        for (String name : necessary) {
            if (!signed.contains(name)) {
                throw unauthenticated("SignedHeaders: " + name + " must be among them");
            }
        }
    }

    /** For a request that was not signed as it should be. */
    public static ApiException unauthenticated(String message) {
        return new ApiException(ApiError.of(ApiError.Category.UNAUTHENTICATED, message));
    }
}
