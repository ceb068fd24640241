package dev.carillon.gateway.vendor.rest;

import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.vendor.PercentEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds the operation that a method and path ask for; fixed words win over variables, whatever the method. */
final class RestRouter {

    private final List<RestOperation> operations;
    private final RestFaults faults;

    /** @param variables of the path, decoded */
    record Match(RestOperation operation, Map<String, String> variables) {}

    RestRouter(List<RestOperation> operations, RestFaults faults) {
        this.operations = List.copyOf(operations);
        this.operations.forEach(RestOperation::checkComplete);
        this.faults = faults;
    }

    /**
     * @throws RestFault when there is no such path, or not by this method
     * @throws ApiException MALFORMED when the path is not percent-encoded UTF-8
     */
    Match find(HttpCall call) {
        List<Match> best = mostFixed(decoded(call.path()));
        if (best.isEmpty()) {
            throw faults.noSuchPath(call.path());
        }
        TreeSet<String> allowed = new TreeSet<>();
        for (Match match : best) {
            if (match.operation().method().equals(call.method())) {
                return match;
            }
            allowed.add(match.operation().method());
        }
        throw faults.wrongMethod(call.method(), allowed).with("Allow", String.join(", ", allowed));
    }

    private List<Match> mostFixed(List<String> path) {
        List<Match> best = new ArrayList<>();
        for (RestOperation operation : operations) {
            operation.template().match(path).ifPresent(variables -> {
                int order = best.isEmpty()
                        ? 0
                        : PathTemplate.byFixedWords(
                                operation.template(),
                                best.getFirst().operation().template());
                if (order < 0) {
                    best.clear();
                }
                if (order <= 0) {
                    best.add(new Match(operation, variables));
                }
            });
        }
        return best;
    }

    /** Each segment by itself, so that an encoded slash is a character of a name and not a border. */
    static List<String> decoded(String path) {
        if (!path.startsWith("/")) {
            throw malformed("the path must begin with a slash");
        }
        try {
            return PathTemplate.split(path).stream()
                    .map(PercentEncoding::decode)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw malformed("the path holds " + e.getMessage());
        }
    }

    private static ApiException malformed(String message) {
        return new ApiException(ApiError.of(ApiError.Category.MALFORMED, message + "; nothing was done"));
    }
}
