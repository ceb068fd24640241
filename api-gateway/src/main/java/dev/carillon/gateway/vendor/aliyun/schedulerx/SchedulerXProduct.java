package dev.carillon.gateway.vendor.aliyun.schedulerx;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiName;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.vendor.aliyun.ActionRequest;
import dev.carillon.gateway.vendor.aliyun.AliyunFault;
import dev.carillon.gateway.vendor.aliyun.Caller;
import dev.carillon.gateway.vendor.aliyun.ListForm;
import dev.carillon.gateway.vendor.aliyun.RpcProduct;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The API of Alibaba SchedulerX 2, so that the vendor's SDKs work with only the endpoint changed. What it refuses itself comes
 * as HTTP 200 with {@code Success:false} and a number as {@code Code}; what the vendor's gateway before it refuses comes as an
 * {@link AliyunFault}.
 */
public final class SchedulerXProduct implements RpcProduct<Action> {

    /** The zone of a job that names none: that of the vendor's home. */
    public static final ZoneId DEFAULT_ZONE = ZoneId.of("Asia/Shanghai");

    private final JobActions jobActions;
    private final InstanceActions instanceActions;

    /** @param defaultZone of jobs that name no time zone, usually {@link #DEFAULT_ZONE} */
    public SchedulerXProduct(JobService jobs, InstantSource clock, ZoneId defaultZone) {
        TimeMapping times = new TimeMapping(defaultZone);
        JobLookup lookup = new JobLookup(jobs);
        this.jobActions = new JobActions(jobs, lookup, times, clock);
        this.instanceActions = new InstanceActions(jobs, lookup, times);
    }

    @Override
    public String name() {
        return ApiName.ALIYUN_SCHEDULERX;
    }

    @Override
    public String version() {
        return "2019-04-30";
    }

    @Override
    public Action action(String wireName) {
        return Action.named(wireName);
    }

    @Override
    public Future<ObjectNode> perform(Action action, ActionRequest request, Caller caller) {
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
    }

    @Override
    public RuntimeException wrongParameter(String name, String problem) {
        return BusinessException.parameter(name, problem);
    }

    @Override
    public RuntimeException inItsWords(Action action, ApiError error) {
        return switch (error.category()) {
            case MALFORMED, INVALID, UNSUPPORTED -> BusinessException.of(BusinessCode.PARAMETER, error);
            case NOT_FOUND ->
                BusinessException.of(
                        action == Action.STOP_INSTANCE ? BusinessCode.INSTANCE_MISSING : BusinessCode.JOB_MISSING,
                        error);
            case CONFLICT -> BusinessException.of(BusinessCode.SYSTEM, error);
            case UNAUTHENTICATED, FORBIDDEN, TOO_LARGE, TOO_MANY, INTERNAL, UNAVAILABLE -> AliyunFault.of(error);
        };
    }

    @Override
    public ObjectNode success(String requestId) {
        return envelope(requestId, BusinessCode.OK, Guesses.SUCCESS_MESSAGE, true);
    }

    @Override
    public Optional<ObjectNode> refusal(String requestId, Throwable refused) {
        return refused instanceof BusinessException e
                ? Optional.of(envelope(requestId, e.code(), String.valueOf(e.getMessage()), false))
                : Optional.empty();
    }

    @Override
    public ListForm lists() {
        return ListForm.BARE;
    }

    private static ObjectNode envelope(String requestId, BusinessCode code, String message, boolean success) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("RequestId", requestId)
                .put("Code", code.number())
                .put("Message", message)
                .put("Success", success);
    }
}
