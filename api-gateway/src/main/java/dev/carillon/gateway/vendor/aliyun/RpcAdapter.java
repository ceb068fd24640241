package dev.carillon.gateway.vendor.aliyun;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.vendor.VendorAdapter;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the products of this vendor do alike with a request.
 *
 * <pre>
 * HttpCall ─read─▶ RpcRequest ─authenticate─▶ Caller ─permit─▶ action ─read─▶ ActionRequest ─▶ product
 *     └──malformed──────┴───signature──────────┴──rights, unknown──┐   missing │   wrong │   refused │
 *                       HTTP 4xx or 5xx, Code is text ◀────────────┴───────────┘         ▼           ▼
 *                                                                      the same, or the product's own form
 * </pre>
 *
 * <p>Thread-safe: it keeps nothing between requests.
 *
 * @param <A> the product's actions
 */
public final class RpcAdapter<A extends RpcAction> implements VendorAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(RpcAdapter.class);

    private final RpcProduct<A> product;
    private final AliyunAuthenticator authenticator;
    private final RequestIds requestIds;

    public RpcAdapter(RpcProduct<A> product, AliyunAuthenticator authenticator, RequestIds requestIds) {
        this.product = product;
        this.authenticator = authenticator;
        this.requestIds = requestIds;
    }

    @Override
    public String name() {
        return product.name();
    }

    /** A form is looked into as well: hand-written clients put the version there. */
    @Override
    public boolean claims(HttpCall call) {
        return call.path().equals("/")
                && (call.header("x-acs-version")
                                .filter(product.version()::equals)
                                .isPresent()
                        || RpcRequest.peek(call, "Version")
                                .filter(product.version()::equals)
                                .isPresent());
    }

    @Override
    public Future<HttpAnswer> answer(HttpCall call) {
        Exchange exchange = new Exchange(requestIds.next(), AnswerFormat.of(call));
        RpcRequest rpc;
        Caller caller;
        A action;
        try {
            rpc = RpcRequest.read(call);
            caller = authenticator.authenticate(rpc);
            AnswerFormat.check(rpc);
            action = action(caller);
        } catch (RuntimeException e) {
            return Future.succeededFuture(failure(exchange, "", e));
        }
        return perform(action, rpc, caller)
                .map(members -> success(exchange, action, members))
                .otherwise(e -> failure(exchange, action.wireName(), inItsWords(action, caller, e)));
    }

    @Override
    public HttpAnswer refuse(HttpCall call, ApiError error) {
        return fault(new Exchange(requestIds.next(), AnswerFormat.of(call)), AliyunFault.of(error));
    }

    private A action(Caller caller) {
        if (!caller.version().equals(product.version())) {
            throw new AliyunFault(
                    404, "InvalidVersion", "Version: must be " + product.version() + ", was " + caller.version());
        }
        A action = product.action(caller.action());
        try {
            caller.permissions().requireApi(name());
            if (action.writes()) {
                caller.permissions().requireWrite(action.wireName());
            }
        } catch (ApiException e) {
            throw product.inItsWords(action, e.error());
        }
        return action;
    }

    private Future<ObjectNode> perform(A action, RpcRequest rpc, Caller caller) {
        try {
            return product.perform(action, ActionRequest.read(action, rpc, product::wrongParameter), caller);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private Throwable inItsWords(A action, Caller caller, Throwable e) {
        if (!(e instanceof ApiException refused)) {
            return e;
        }
        return refused.error().category() == ApiError.Category.UNAVAILABLE
                ? unavailable(action, caller, refused.error())
                : product.inItsWords(action, refused.error());
    }

    /** The request may come once more with the same nonce: it is the same command then, and gets the outcome. */
    private AliyunFault unavailable(A action, Caller caller, ApiError error) {
        authenticator.forgive(caller);
        String more = action.writes()
                ? " The command may still take effect; the same signed request, sent again, tells. Command id: "
                        + caller.commandId()
                : " The same request may be sent again.";
        return AliyunFault.of(ApiError.of(error.category(), error.message() + more));
    }

    private HttpAnswer success(Exchange exchange, A action, ObjectNode members) {
        ObjectNode answer = product.success(exchange.requestId());
        answer.setAll(members);
        return exchange.format().answer(200, action.wireName() + "Response", answer, product.lists());
    }

    private HttpAnswer failure(Exchange exchange, String action, Throwable e) {
        if (e instanceof AliyunFault known) {
            return fault(exchange, known);
        }
        return product.refusal(exchange.requestId(), e)
                .map(answer -> exchange.format().answer(200, action + "Response", answer, product.lists()))
                .orElseGet(() -> bug(exchange, action, e));
    }

    private HttpAnswer bug(Exchange exchange, String action, Throwable e) {
        LOG.atError()
                .setCause(e)
                .addKeyValue("requestId", exchange.requestId())
                .addKeyValue("action", action)
                .log("request failed, answered with InternalError");
        return fault(
                exchange,
                AliyunFault.of(ApiError.of(
                        ApiError.Category.INTERNAL, "The request processing has failed due to some unknown error.")));
    }

    private HttpAnswer fault(Exchange exchange, AliyunFault fault) {
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("RequestId", exchange.requestId())
                .put("Code", fault.code())
                .put("Message", String.valueOf(fault.getMessage()));
        return exchange.format().answer(fault.status(), "Error", answer, product.lists());
    }

    /** One answer in the making. */
    private record Exchange(String requestId, AnswerFormat format) {}
}
