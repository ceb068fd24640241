package dev.carillon.gateway.vendor.rest;

import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.vendor.VendorAdapter;
import io.vertx.core.Future;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a vendor's JSON-over-REST API.
 *
 * <pre>
 * HttpCall ─authenticate─▶ RestCaller ─route─▶ RestOperation ─read─▶ RestRequest ─admit─▶ RestProduct.perform
 *     401, 403 ◀──┘            404, 405 ◀──┘     403, 400 ◀──┘      401 ◀──┘                   │ refused
 *                          in the vendor's shape by RestFaults ◀──────────────────────────────┘
 * </pre>
 *
 * <p>Thread-safe if its parts are: it keeps nothing between requests.
 */
public final class RestAdapter implements VendorAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(RestAdapter.class);

    private final RestProduct product;
    private final RestAuthenticator authenticator;
    private final RestRouter router;

    public RestAdapter(RestProduct product, RestAuthenticator authenticator) {
        this.product = product;
        this.authenticator = authenticator;
        this.router = new RestRouter(product.operations(), product.faults());
    }

    @Override
    public String name() {
        return product.name();
    }

    @Override
    public boolean claims(HttpCall call) {
        return product.claims(call);
    }

    @Override
    public Future<HttpAnswer> answer(HttpCall call) {
        try {
            RestCaller caller = authenticator.authenticate(call);
            caller.permissions().requireApi(product.name());
            RestRouter.Match match = router.find(call);
            return serve(match, call, caller);
        } catch (RuntimeException e) {
            return Future.succeededFuture(answer(fault(call, e), call));
        }
    }

    @Override
    public HttpAnswer refuse(HttpCall call, ApiError error) {
        return answer(product.faults().of(error), call);
    }

    private Future<HttpAnswer> serve(RestRouter.Match match, HttpCall call, RestCaller caller) {
        RestOperation operation = match.operation();
        try {
            if (operation.writes()) {
                caller.permissions().requireWrite(operation.name());
            }
            RestRequest request = RestRequest.read(operation, match.variables(), call);
            authenticator.admit(caller, operation.writes());
            return perform(operation, request, caller);
        } catch (RuntimeException e) {
            return Future.succeededFuture(answer(fault(operation, call, e), call));
        }
    }

    private Future<HttpAnswer> perform(RestOperation operation, RestRequest request, RestCaller caller) {
        Future<HttpAnswer> answer;
        try {
            answer = product.perform(operation, request, caller);
        } catch (RuntimeException e) {
            answer = Future.failedFuture(e);
        }
        return answer.otherwise(e -> {
            Throwable told = settled(operation, caller, e);
            return answer(fault(operation, request.http(), told), request.http());
        });
    }

    /** The request may come once more when its outcome is open: it is the same command then, and gets the outcome. */
    private Throwable settled(RestOperation operation, RestCaller caller, Throwable e) {
        boolean unavailable =
                e instanceof ApiException refused && refused.error().category() == Category.UNAVAILABLE;
        boolean refused = e instanceof ApiException || e instanceof RestFault;
        if (unavailable || refused && authenticator.forgivesRefusals()) {
            authenticator.forgive(caller);
        }
        return unavailable ? unavailable(operation, caller, ((ApiException) e).error()) : e;
    }

    private static ApiException unavailable(RestOperation operation, RestCaller caller, ApiError error) {
        String more = " The same request may be sent again.";
        if (operation.writes()) {
            String again = caller.repeatable() ? "; the same request, sent again, tells" : "";
            more = " The command may still take effect" + again + ". Command id: " + caller.commandId();
        }
        return new ApiException(new ApiError(error.category(), error.message() + more, error.field()));
    }

    private RestFault fault(HttpCall call, Throwable e) {
        return switch (e) {
            case RestFault fault -> fault;
            case ApiException refused -> product.faults().of(refused.error());
            default -> product.faults().of(unexpected(call, "", e));
        };
    }

    private RestFault fault(RestOperation operation, HttpCall call, Throwable e) {
        return switch (e) {
            case RestFault fault -> fault;
            case ApiException refused -> product.faults().of(operation, refused.error());
            default -> product.faults().of(operation, unexpected(call, operation.name(), e));
        };
    }

    private ApiError unexpected(HttpCall call, String operation, Throwable e) {
        LOG.atError()
                .setCause(e)
                .addKeyValue("api", product.name())
                .addKeyValue("requestId", RestRequest.requestId(call))
                .addKeyValue("action", operation)
                .log("request failed, answered with an internal error");
        return ApiError.of(Category.INTERNAL, "the gateway failed; its log tells more under this request id");
    }

    private HttpAnswer answer(RestFault fault, HttpCall call) {
        HttpAnswer answer = product.faults().answer(fault, RestRequest.requestId(call));
        for (Map.Entry<String, String> header : fault.headers().entrySet()) {
            answer = RestAnswer.with(answer, header.getKey(), header.getValue());
        }
        return answer;
    }
}
