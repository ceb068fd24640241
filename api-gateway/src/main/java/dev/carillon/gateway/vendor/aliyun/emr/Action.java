package dev.carillon.gateway.vendor.aliyun.emr;

import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.aliyun.AliyunFault;
import dev.carillon.gateway.vendor.aliyun.RpcAction;
import java.util.List;
import java.util.Set;

/** What can be asked for. */
public enum Action implements RpcAction {
    CREATE_FLOW_JOB("CreateFlowJob", true, Fields.CREATE_FLOW_JOB),
    MODIFY_FLOW_JOB("ModifyFlowJob", true, Fields.MODIFY_FLOW_JOB),
    DESCRIBE_FLOW_JOB("DescribeFlowJob", false, Fields.ONE_JOB),
    LIST_FLOW_JOB("ListFlowJob", false, Fields.LIST_FLOW_JOB),
    CLONE_FLOW_JOB("CloneFlowJob", true, Fields.CLONE_FLOW_JOB),
    DELETE_FLOW_JOB("DeleteFlowJob", true, Fields.ONE_JOB),
    SUBMIT_FLOW_JOB("SubmitFlowJob", true, Fields.SUBMIT_FLOW_JOB),
    KILL_FLOW_JOB("KillFlowJob", true, Fields.KILL_FLOW_JOB),
    LIST_FLOW_JOB_HISTORY("ListFlowJobHistory", false, Fields.LIST_FLOW_JOB_HISTORY),
    DESCRIBE_FLOW_NODE_INSTANCE("DescribeFlowNodeInstance", false, Fields.DESCRIBE_INSTANCE),
    DESCRIBE_FLOW_NODE_INSTANCE_LAUNCHER_LOG("DescribeFlowNodeInstanceLauncherLog", false, Fields.LAUNCHER_LOG),
    CREATE_FLOW_PROJECT("CreateFlowProject", true, Fields.CREATE_FLOW_PROJECT),
    MODIFY_FLOW_PROJECT("ModifyFlowProject", true, Fields.MODIFY_FLOW_PROJECT),
    DESCRIBE_FLOW_PROJECT("DescribeFlowProject", false, Fields.ONE_PROJECT),
    LIST_FLOW_PROJECT("ListFlowProject", false, Fields.LIST_FLOW_PROJECT),
    DELETE_FLOW_PROJECT("DeleteFlowProject", true, Fields.ONE_PROJECT);

    /** What the vendor has beyond that: flows, their instances, categories, users and clusters of projects. */
    static final Set<String> LATER = Set.of(
            "CloneFlow",
            "CreateFlow",
            "CreateFlowCategory",
            "CreateFlowForWeb",
            "CreateFlowProjectClusterSetting",
            "CreateFlowProjectUser",
            "DeleteFlow",
            "DeleteFlowCategory",
            "DeleteFlowProjectClusterSetting",
            "DeleteFlowProjectUser",
            "DescribeFlow",
            "DescribeFlowCategory",
            "DescribeFlowCategoryTree",
            "DescribeFlowInstance",
            "DescribeFlowNodeInstanceContainerLog",
            "DescribeFlowProjectClusterSetting",
            "ListFlow",
            "ListFlowCategory",
            "ListFlowCluster",
            "ListFlowClusterAll",
            "ListFlowClusterAllHosts",
            "ListFlowClusterHost",
            "ListFlowInstance",
            "ListFlowNodeInstance",
            "ListFlowNodeInstanceContainerStatus",
            "ListFlowNodeSqlResult",
            "ListFlowProjectClusterSetting",
            "ListFlowProjectUser",
            "ModifyFlow",
            "ModifyFlowCategory",
            "ModifyFlowForWeb",
            "ModifyFlowProjectClusterSetting",
            "RerunFlow",
            "ResumeFlow",
            "StartFlow",
            "SubmitFlow",
            "SuspendFlow");

    /** What it has for clusters, of which there are none here. */
    static final Set<String> CLUSTERS = Set.of(
            "AddClusterService",
            "AddScalingConfigItemV2",
            "CreateClusterTemplate",
            "CreateClusterV2",
            "CreateClusterWithTemplate",
            "CreateResourcePool",
            "CreateResourceQueue",
            "CreateScalingGroupV2",
            "DeleteClusterTemplate",
            "DeleteResourcePool",
            "DeleteResourceQueue",
            "DescribeClusterBasicInfo",
            "DescribeClusterOperationHostTaskLog",
            "DescribeClusterResourcePoolSchedulerType",
            "DescribeClusterService",
            "DescribeClusterServiceConfig",
            "DescribeClusterServiceConfigTag",
            "DescribeClusterTemplate",
            "DescribeClusterV2",
            "DescribeScalingConfigItemV2",
            "DescribeScalingGroupInstanceV2",
            "DescribeScalingGroupV2",
            "JoinResourceGroup",
            "ListClusterHost",
            "ListClusterHostComponent",
            "ListClusterHostGroup",
            "ListClusterInstalledService",
            "ListClusterOperation",
            "ListClusterOperationHost",
            "ListClusterOperationHostTask",
            "ListClusterOperationTask",
            "ListClusterService",
            "ListClusterServiceComponentHealthInfo",
            "ListClusterServiceConfigHistory",
            "ListClusterServiceQuickLink",
            "ListClusterTemplates",
            "ListClusters",
            "ListEmrAvailableConfig",
            "ListEmrAvailableResource",
            "ListEmrMainVersion",
            "ListResourcePool",
            "ListScalingActivityV2",
            "ListScalingConfigItemV2",
            "ListScalingGroupV2",
            "ListTagResources",
            "ModifyClusterName",
            "ModifyClusterServiceConfig",
            "ModifyClusterTemplate",
            "ModifyResourcePool",
            "ModifyResourcePoolSchedulerType",
            "ModifyResourceQueue",
            "ModifyScalingConfigItemV2",
            "ModifyScalingGroupV2",
            "RefreshClusterResourcePool",
            "ReleaseCluster",
            "ReleaseClusterHostGroup",
            "RemoveScalingConfigItemV2",
            "ResizeClusterV2",
            "RunClusterServiceAction",
            "RunScalingActionV2",
            "TagResources",
            "UntagResources");

    private final String wireName;
    private final boolean writes;

    @SuppressWarnings("ImmutableEnumChecker") // the lists of Fields cannot be changed, which their type does not say
    private final List<Field> fields;

    Action(String wireName, boolean writes, List<Field> fields) {
        this.wireName = wireName;
        this.writes = writes;
        this.fields = fields;
    }

    /** @throws AliyunFault when there is no such action, or it is not served */
    static Action named(String name) {
        for (Action action : values()) {
            if (action.wireName.equals(name)) {
                return action;
            }
        }
        if (LATER.contains(name)) {
            throw AliyunFault.notServed("Action: " + name + " is not served yet by this version of Carillon.");
        }
        if (CLUSTERS.contains(name)) {
            throw AliyunFault.notServed("Action: " + name + " is about clusters, which Carillon does not run.");
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
