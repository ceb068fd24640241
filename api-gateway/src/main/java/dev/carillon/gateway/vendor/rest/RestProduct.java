package dev.carillon.gateway.vendor.rest;

import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.ApiException;
import io.vertx.core.Future;
import java.util.List;

/** One product with a REST API: what {@link RestAdapter} does not know about it. */
public interface RestProduct {

    /** Such as {@code huawei.roma}: for logs, metrics and the list of APIs of a credential. */
    String name();

    /** Whether the request is addressed to this product; by its path. */
    boolean claims(HttpCall call);

    List<RestOperation> operations();

    RestFaults faults();

    /**
     * Does what is asked. The caller may use this API and this operation and the request is well-formed; whether the
     * caller may touch the namespace is still to be asked of its permissions.
     *
     * @return fails, or throws, with {@link ApiException} or {@link RestFault} when it is refused. "Unavailable" must be left
     *     an {@link ApiException}, because the request may then come again
     */
    Future<HttpAnswer> perform(RestOperation operation, RestRequest request, RestCaller caller);
}
