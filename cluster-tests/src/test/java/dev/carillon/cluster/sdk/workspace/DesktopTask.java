package dev.carillon.cluster.sdk.workspace;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.huaweicloud.sdk.workspace.v2.model.ApplyObject;
import com.huaweicloud.sdk.workspace.v2.model.CreateScheduledTasksReq;
import java.util.List;

/** The request of a creation with what the SDK's own class leaves out, as docs/vendors/huawei-workspace.md advises. */
final class DesktopTask extends CreateScheduledTasksReq {

    @JsonProperty("task_name")
    private final String taskName;

    @JsonProperty("task_type")
    private final String taskType;

    @JsonProperty("extra_params")
    private final String extraParams = "{\"a\":1}";

    @JsonProperty("apply_objects")
    private final List<ApplyObject> applyObjects;

    DesktopTask(String taskName, String taskType, List<ApplyObject> applyObjects) {
        this.taskName = taskName;
        this.taskType = taskType;
        this.applyObjects = applyObjects;
        setScheduledType(ScheduledTypeEnum.DAY);
        setScheduledTime("03:00:00");
    }
}
