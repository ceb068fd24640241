package dev.carillon.gateway.vendor.aliyun.schedulerx;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.ApiName;
import dev.carillon.gateway.service.Credentials;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.service.ReplayGuard;
import dev.carillon.gateway.vendor.VendorAdapter;
import dev.carillon.gateway.vendor.aliyun.AliyunAuthenticator;
import dev.carillon.gateway.vendor.aliyun.AliyunFault;
import dev.carillon.gateway.vendor.aliyun.AnswerFormat;
import dev.carillon.gateway.vendor.aliyun.Caller;
import dev.carillon.gateway.vendor.aliyun.RequestIds;
import dev.carillon.gateway.vendor.aliyun.RpcRequest;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the API of Alibaba SchedulerX 2 so that the vendor's SDKs work with only the endpoint changed.
 *
 * <pre>
 * HttpCall ─read─▶ RpcRequest ─authenticate─▶ Caller ─Action─▶ ActionRequest ─▶ JobService
 *     └──malformed──────┴───signature, rights──┴──unknown──┐       │ wrong value      │ refused
 *                       HTTP 4xx, Code is text ◀───────────┘       └─▶ HTTP 200, Success:false, Code is a number
 * </pre>
 *
 * <p>Thread-safe: it keeps nothing between requests.
 */
public final class SchedulerXAdapter implements VendorAdapter {

    /** The zone of a job that names none: that of the vendor's home. */
    public static final ZoneId DEFAULT_ZONE = ZoneId.of("Asia/Shanghai");

    private static final String VERSION = "2019-04-30";
    private static final Logger LOG = LoggerFactory.getLogger(SchedulerXAdapter.class);

    private final AliyunAuthenticator authenticator;
    private final RequestIds requestIds;
    private final JobActions jobActions;
    private final InstanceActions instanceActions;

    /**
     * @param random for request ids; must be thread-safe
     * @param defaultZone of jobs that name no time zone, usually {@link #DEFAULT_ZONE}
     */
    public SchedulerXAdapter(
            JobService jobs,
            Credentials credentials,
            ReplayGuard replays,
            InstantSource clock,
            RandomGenerator random,
            ZoneId defaultZone) {
        TimeMapping times = new TimeMapping(defaultZone);
        JobLookup lookup = new JobLookup(jobs);
        this.authenticator = new AliyunAuthenticator(credentials, replays, clock);
        this.requestIds = new RequestIds(random);
        this.jobActions = new JobActions(jobs, lookup, times, clock);
        this.instanceActions = new InstanceActions(jobs, lookup, times);
    }

    @Override
    public String name() {
        return ApiName.ALIYUN_SCHEDULERX;
    }

    /** A form is looked into as well: hand-written clients put the version there. */
    @Override
    public boolean claims(HttpCall call) {
        return call.path().equals("/")
                && (call.header("x-acs-version").filter(VERSION::equals).isPresent()
                        || RpcRequest.peek(call, "Version")
                                .filter(VERSION::equals)
                                .isPresent());
    }

    @Override
    public Future<HttpAnswer> answer(HttpCall call) {
        Exchange exchange = new Exchange(requestIds.next(), AnswerFormat.of(call));
        RpcRequest rpc;
        Caller caller;
        Action action;
        try {
            rpc = RpcRequest.read(call);
            caller = authenticator.authenticate(rpc);
            AnswerFormat.check(rpc);
            action = permitted(caller);
        } catch (RuntimeException e) {
            return Future.succeededFuture(failure(exchange, "", e));
        }
        return perform(action, rpc, caller)
                .map(members -> exchange.success(action.wireName(), members))
                .otherwise(e -> failure(exchange, action.wireName(), inItsWords(action, caller, e)));
    }

    @Override
    public HttpAnswer refuse(HttpCall call, ApiError error) {
        return new Exchange(requestIds.next(), AnswerFormat.of(call)).fault(AliyunFault.of(error));
    }

    private Action permitted(Caller caller) {
        if (!caller.version().equals(VERSION)) {
            throw new AliyunFault(404, "InvalidVersion", "Version: must be " + VERSION + ", was " + caller.version());
        }
        Action action = Action.named(caller.action());
        try {
            caller.permissions().requireApi(name());
            if (action.writes()) {
                caller.permissions().requireWrite(action.wireName());
            }
        } catch (ApiException e) {
            throw AliyunFault.of(e.error());
        }
        return action;
    }

    private Future<ObjectNode> perform(Action action, RpcRequest rpc, Caller caller) {
        try {
            ActionRequest request = ActionRequest.read(action, rpc);
            request.given(Fields.NAMESPACE).ifPresent(caller.permissions()::requireNamespace);
            return switch (action) {
                case CREATE_JOB -> jobActions.create(request, caller);
                case UPDATE_JOB -> jobActions.update(request, caller);
                case DELETE_JOB -> jobActions.delete(request, caller);
                case ENABLE_JOB -> jobActions.enable(request, caller);
                case DISABLE_JOB -> jobActions.disable(request, caller);
                case EXECUTE_JOB -> jobActions.execute(request, caller);
                case GET_JOB_INFO -> jobActions.info(request, caller);
                case LIST_JOBS -> jobActions.list(request, caller);
                case GET_JOB_INSTANCE_LIST -> instanceActions.list(request, caller);
                case GET_JOB_INSTANCE -> instanceActions.get(request, caller);
                case STOP_INSTANCE -> instanceActions.stop(request, caller);
                case GET_LOG -> instanceActions.log(request, caller);
            };
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /** Errors of the native form in the vendor's two forms. */
    private Throwable inItsWords(Action action, Caller caller, Throwable e) {
        if (!(e instanceof ApiException refused)) {
            return e;
        }
        ApiError error = refused.error();
        return switch (error.category()) {
            case MALFORMED, INVALID, UNSUPPORTED -> BusinessException.of(BusinessCode.PARAMETER, error);
            case NOT_FOUND ->
                BusinessException.of(
                        action == Action.STOP_INSTANCE ? BusinessCode.INSTANCE_MISSING : BusinessCode.JOB_MISSING,
                        error);
            case CONFLICT -> BusinessException.of(BusinessCode.SYSTEM, error);
            case UNAVAILABLE -> unavailable(action, caller, error);
            case UNAUTHENTICATED, FORBIDDEN, TOO_LARGE, TOO_MANY, INTERNAL -> AliyunFault.of(error);
        };
    }

    /** The request may come once more with the same nonce: it is the same command then, and gets the outcome. */
    private AliyunFault unavailable(Action action, Caller caller, ApiError error) {
        authenticator.forgive(caller);
        String more = action.writes()
                ? " The command may still take effect; the same signed request, sent again, tells. Command id: "
                        + caller.commandId()
                : " The same request may be sent again.";
        return AliyunFault.of(ApiError.of(error.category(), error.message() + more));
    }

    private static HttpAnswer failure(Exchange exchange, String action, Throwable e) {
        return switch (e) {
            case AliyunFault fault -> exchange.fault(fault);
            case BusinessException refused -> exchange.refusal(action, refused);
            default -> {
                LOG.atError()
                        .setCause(e)
                        .addKeyValue("requestId", exchange.requestId())
                        .addKeyValue("action", action)
                        .log("request failed, answered with InternalError");
                yield exchange.fault(AliyunFault.of(ApiError.of(
                        ApiError.Category.INTERNAL, "The request processing has failed due to some unknown error.")));
            }
        };
    }

    /** One answer in the making. */
    private record Exchange(String requestId, AnswerFormat format) {

        HttpAnswer success(String action, ObjectNode members) {
            ObjectNode answer = envelope(BusinessCode.OK, Guesses.SUCCESS_MESSAGE, true);
            answer.setAll(members);
            return format.answer(200, action + "Response", answer);
        }

        HttpAnswer refusal(String action, BusinessException e) {
            return format.answer(200, action + "Response", envelope(e.code(), String.valueOf(e.getMessage()), false));
        }

        HttpAnswer fault(AliyunFault fault) {
            ObjectNode answer = JsonNodeFactory.instance
                    .objectNode()
                    .put("RequestId", requestId)
                    .put("Code", fault.code())
                    .put("Message", String.valueOf(fault.getMessage()));
            return format.answer(fault.status(), "Error", answer);
        }

        private ObjectNode envelope(BusinessCode code, String message, boolean success) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("RequestId", requestId)
                    .put("Code", code.number())
                    .put("Message", message)
                    .put("Success", success);
        }
    }
}
