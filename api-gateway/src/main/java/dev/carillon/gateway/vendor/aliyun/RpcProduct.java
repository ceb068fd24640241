package dev.carillon.gateway.vendor.aliyun;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiName;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * What {@link RpcAdapter} has to know of one product. Safe for several threads.
 *
 * @param <A> its actions
 */
public interface RpcProduct<A extends RpcAction> {

    /** One of {@link ApiName}. */
    String name();

    /** The only version that is served; requests are told apart by it. */
    String version();

    /** @throws AliyunFault when there is no such action, or it is not served */
    A action(String wireName);

    /**
     * Does what was asked for.
     *
     * @return the members of the answer; fails with, or throws, {@link AliyunFault}, {@code ApiException} or an exception that
     *     {@link #refusal} knows
     */
    Future<ObjectNode> perform(A action, ActionRequest request, Caller caller);

    /** What to throw at a parameter that is unknown, or cannot have its value. */
    RuntimeException wrongParameter(String name, String problem);

    /** A refusal of the native form in this product's words: an {@link AliyunFault} or what {@link #refusal} knows. */
    RuntimeException inItsWords(A action, ApiError error);

    /** Stands before the members of an answer when all went well. */
    ObjectNode success(String requestId);

    /** The answer, with HTTP status 200, to what the product refuses in a form of its own; empty when it has none for this. */
    Optional<ObjectNode> refusal(String requestId, Throwable refused);

    /** How it writes lists. */
    ListForm lists();
}
