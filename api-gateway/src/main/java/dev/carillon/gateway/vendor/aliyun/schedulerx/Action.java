package dev.carillon.gateway.vendor.aliyun.schedulerx;

import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.aliyun.AliyunFault;
import dev.carillon.gateway.vendor.aliyun.RpcAction;
import java.util.List;
import java.util.Set;

/** What can be asked for. */
public enum Action implements RpcAction {
    CREATE_JOB("CreateJob", true, Fields.CREATE_JOB),
    UPDATE_JOB("UpdateJob", true, Fields.UPDATE_JOB),
    DELETE_JOB("DeleteJob", true, Fields.DELETE_JOB),
    ENABLE_JOB("EnableJob", true, Fields.SWITCH_JOB),
    DISABLE_JOB("DisableJob", true, Fields.SWITCH_JOB),
    EXECUTE_JOB("ExecuteJob", true, Fields.EXECUTE_JOB),
    GET_JOB_INFO("GetJobInfo", false, Fields.GET_JOB_INFO),
    LIST_JOBS("ListJobs", false, Fields.LIST_JOBS),
    GET_JOB_INSTANCE_LIST("GetJobInstanceList", false, Fields.GET_JOB_INSTANCE_LIST),
    GET_JOB_INSTANCE("GetJobInstance", false, Fields.GET_JOB_INSTANCE),
    STOP_INSTANCE("StopInstance", true, Fields.STOP_INSTANCE),
    GET_LOG("GetLog", false, Fields.GET_LOG);

    /** What the vendor has beyond that. */
    static final Set<String> LATER = Set.of(
            "BatchDeleteJobs",
            "BatchDeleteRouteStrategy",
            "BatchDisableJobs",
            "BatchEnableJobs",
            "CreateAppGroup",
            "CreateNamespace",
            "CreateRouteStrategy",
            "CreateSchedulerxNotificationPolicy",
            "CreateWorkflow",
            "DeleteAppGroup",
            "DeleteNamespace",
            "DeleteRouteStrategy",
            "DeleteWorkflow",
            "DescribeRegions",
            "DesignateWorkers",
            "DisableWorkflow",
            "EnableWorkflow",
            "ExecuteWorkflow",
            "GetAppGroup",
            "GetOverview",
            "GetWorkFlow",
            "GetWorkerList",
            "GetWorkflowInstance",
            "GrantPermission",
            "ListGroups",
            "ListJobScriptHistory",
            "ListNamespaces",
            "ListWorkFlows",
            "ListWorkflowInstance",
            "ManageSchedulerxJobSync",
            "ManageSchedulerxNotificationPolicy",
            "ReadSchedulerxDesignateDetail",
            "ReadSchedulerxDesignateInfo",
            "RerunJob",
            "RetryJobInstance",
            "RevokePermission",
            "SetJobInstanceSuccess",
            "SetWfInstanceSuccess",
            "UpdateAppGroup",
            "UpdateJobScript",
            "UpdateNamespace",
            "UpdateWorkflow",
            "UpdateWorkflowDag");

    private final String wireName;
    private final boolean writes;

    @SuppressWarnings("ImmutableEnumChecker") // the lists of Fields cannot be changed, which their type does not say
    private final List<Field> fields;

    Action(String wireName, boolean writes, List<Field> fields) {
        this.wireName = wireName;
        this.writes = writes;
        this.fields = fields;
    }

    /** @throws AliyunFault when there is no such action, or it is not served yet */
    static Action named(String name) {
        for (Action action : values()) {
            if (action.wireName.equals(name)) {
                return action;
            }
        }
        if (LATER.contains(name)) {
            throw AliyunFault.notServed("Action: " + name + " is not served yet by this version of Carillon.");
        }
        throw AliyunFault.unknownAction("The specified action is not found, please check your url and method.");
    }

    @Override
    public String wireName() {
        return wireName;
    }

    @Override
    public boolean writes() {
        return writes;
    }

    @Override
    public List<Field> fields() {
        return fields;
    }
}
