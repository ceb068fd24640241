package dev.carillon.gateway.vendor.rest;

import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.vendor.PercentEncoding;
import java.util.ArrayList;
import java.util.List;

/** One name and value of a query, decoded. */
public record QueryPair(String name, String value) {

    /**
     * Reads a query, in its order. A name without a value has an empty one.
     *
     * @param query raw, still percent-encoded
     * @throws ApiException MALFORMED when it is not percent-encoded UTF-8
     */
    public static List<QueryPair> parse(String query) {
        List<QueryPair> pairs = new ArrayList<>();
        try {
            for (String pair : query.split("&", -1)) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    String name = equals < 0 ? pair : pair.substring(0, equals);
                    String value = equals < 0 ? "" : pair.substring(equals + 1);
                    pairs.add(new QueryPair(PercentEncoding.decodeForm(name), PercentEncoding.decodeForm(value)));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new ApiException(ApiError.of(
                    ApiError.Category.MALFORMED, "the query holds " + e.getMessage() + "; nothing was done"));
        }
        return pairs;
    }
}
