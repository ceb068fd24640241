package dev.carillon.gateway.vendor.rest;

import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.service.ApiError;
import java.util.Set;

/** One vendor's errors: which code stands for what, and how a body tells it. */
public interface RestFaults {

    /** What was decided in the native form, before or outside of any operation. */
    RestFault of(ApiError error);

    /** The same within an operation, for vendors whose codes differ by it. */
    default RestFault of(RestOperation operation, ApiError error) {
        return of(error);
    }

    /** No operation has this path. */
    RestFault noSuchPath(String path);

    /** The path has operations, but none by this method. */
    RestFault wrongMethod(String method, Set<String> allowed);

    /** @param requestId as in the header X-Request-Id of the same answer */
    HttpAnswer answer(RestFault fault, String requestId);

    /** The whole of an error as one sentence that begins with the field to blame. */
    static String sentence(ApiError error) {
        boolean named = error.field().isEmpty() || error.message().startsWith(error.field() + ":");
        return named ? error.message() : error.field() + ": " + error.message();
    }
}
