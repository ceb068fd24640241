package dev.carillon.gateway.vendor;

import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiName;
import io.vertx.core.Future;

/** One vendor product's API: its wire records in, the native form out, and back, with the vendor's own errors. */
public interface VendorAdapter {

    /** One of {@link ApiName}. */
    String name();

    /** Whether the request is addressed to this product; by path, query and headers alone. */
    boolean claims(HttpCall call);

    /** Authenticates and serves the request. Never fails: whatever goes wrong is an answer in the vendor's shape. */
    Future<HttpAnswer> answer(HttpCall call);

    /** The vendor's shape of a refusal that was decided before the request reached {@link #answer}, such as a body over the limit. */
    HttpAnswer refuse(HttpCall call, ApiError error);
}
