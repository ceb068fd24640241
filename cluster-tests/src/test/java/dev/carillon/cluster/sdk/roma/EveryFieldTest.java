package dev.carillon.cluster.sdk.roma;

import static org.assertj.core.api.Assertions.assertThat;

import com.huaweicloud.sdk.roma.v2.model.CreateCommonTaskRequest;
import com.huaweicloud.sdk.roma.v2.model.CreateCommonTaskRequestBody;
import com.huaweicloud.sdk.roma.v2.model.ListMonitorInfosRequest;
import com.huaweicloud.sdk.roma.v2.model.ListMonitorLogRequest;
import com.huaweicloud.sdk.roma.v2.model.ListTasksRequest;
import com.huaweicloud.sdk.roma.v2.model.OperateTasksBean;
import com.huaweicloud.sdk.roma.v2.model.RunTaskRequest;
import com.huaweicloud.sdk.roma.v2.model.TaskBasicRequestBody;
import com.huaweicloud.sdk.roma.v2.model.TaskBean;
import com.huaweicloud.sdk.roma.v2.model.TaskDispatch;
import com.huaweicloud.sdk.roma.v2.model.TaskMonitorLog.ExecuteStatusEnum;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.Field.Treatment;
import dev.carillon.gateway.vendor.huawei.roma.RomaOperations;
import dev.carillon.gateway.vendor.rest.RestOperation;
import dev.carillon.gateway.vendor.rest.RestOperation.Place;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every setter of the SDK's requests sets is read back: nothing is dropped in silence. The setters are found by
 * reflection, so a new one fails here until it has a sample.
 */
class EveryFieldTest {

    private static final String INSTANCE = RomaSdk.INSTANCE;
    private static final String JOB = "{\"job\":{\"shell\":{\"script\":\"echo 1\"}}}";

    private final RomaSdk sdk = new RomaSdk("roma-fields");

    @Test
    void everyFieldOfATaskIsGivenBack() throws Exception {
        Map<String, Object> samples = Map.of(
                "TaskName", "every.field",
                "TaskType", TaskBasicRequestBody.TaskTypeEnum.REALTIME,
                "SourceDatasourceId", "source-1",
                "TargetDatasourceId", "target-1",
                "Description", "with 描述",
                "TaskTag", "tag_1");
        TaskBasicRequestBody task = filled(new TaskBasicRequestBody(), samples);
        CreateCommonTaskRequestBody body =
                filled(new CreateCommonTaskRequestBody(), Map.of("Task", task, "TaskDetail", JOB));

        var created = sdk.client.createCommonTask(
                new CreateCommonTaskRequest().withInstanceId(INSTANCE).withBody(body));

        assertThat(created.getTaskDetail()).isEqualTo(JOB);
        assertReadBack(samples, sdk.task(created.getTask().getTaskId()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyFieldOfAScheduleIsGivenBack(boolean usesCron) throws Exception {
        Map<String, Object> samples = Map.of(
                "StartDatetime",
                1_893_456_000_000L,
                "Period",
                TaskDispatch.PeriodEnum.WEEK,
                "DispatchInterval",
                59L,
                "Remark",
                "thirty-six characters, and no more!!",
                "UseQuartzCron",
                usesCron,
                "Cron",
                "0 30 12 ? * 2#1");
        String task = sdk.create(RomaSdk.shellTask("schedule-" + usesCron, "echo 1"));

        sdk.schedule(task, filled(new TaskDispatch(), samples));

        assertReadBack(samples, sdk.dispatch(task));
    }

    @Test
    void everyFieldOfABatchIsOneOfTheOperations() {
        assertThat(setters(OperateTasksBean.class).keySet()).containsExactlyInAnyOrder("ActionId", "List");
        assertThat(setters(TaskBean.class).keySet()).containsExactly("TaskId");
    }

    @Test
    void everyFilterOfTheTaskListFindsWhatItNamesAndNothingElse() throws Exception {
        RomaSdk place = new RomaSdk("roma-filters");
        CreateCommonTaskRequestBody body = RomaSdk.shellTask("wanted-task", "exit 1");
        body.getTask()
                .withSourceDatasourceId("source-1")
                .withTargetDatasourceId("target-1")
                .withTaskTag("tag_1");
        String wanted = place.create(body);
        CreateCommonTaskRequestBody other = RomaSdk.shellTask("other", "echo 1");
        other.getTask().withTaskType(TaskBasicRequestBody.TaskTypeEnum.REALTIME);
        place.create(other);
        place.schedule(
                wanted,
                new TaskDispatch()
                        .withPeriod(TaskDispatch.PeriodEnum.MON)
                        .withDispatchInterval(1L)
                        .withStartDatetime(1_893_456_000_000L));
        place.client.runTask(new RunTaskRequest().withInstanceId(INSTANCE).withTaskId(wanted));
        place.awaitRun(wanted, ExecuteStatusEnum.ERROR);
        Map<String, Object> filters = Map.of(
                "TaskId", wanted,
                "Name", "wanted",
                "Status", ListTasksRequest.StatusEnum.NUMBER_1,
                "TaskType", ListTasksRequest.TaskTypeEnum.TIMING,
                "SourceDatasourceId", "source-1",
                "TargetDatasourceId", "target-1",
                "ExecuteStatus", "ERROR",
                "TaskTag", "tag_1");
        // Tasks have no apps, so these find nothing.
        Set<String> findNothing = Set.of("SourceAppId", "TargetAppId");
        Map<String, Object> order = Map.of(
                "Limit",
                1,
                "Offset",
                0,
                "SortField",
                ListTasksRequest.SortFieldEnum.STATUS,
                "SortType",
                ListTasksRequest.SortTypeEnum.DESC);

        Map<String, Method> setters = setters(ListTasksRequest.class);

        assertThat(setters.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(filters.keySet(), findNothing, order.keySet(), Set.of("InstanceId"))
                                .flatMap(Set::stream)
                                .toList());
        for (Map.Entry<String, Object> filter : filters.entrySet()) {
            assertThat(listed(place, Map.of(filter.getKey(), filter.getValue())))
                    .as(filter.getKey())
                    .containsExactly(wanted);
        }
        for (String filter : findNothing) {
            assertThat(listed(place, Map.of(filter, "app"))).as(filter).isEmpty();
        }
        assertThat(listed(place, order)).containsExactly(wanted);
        assertThat(listed(place, Map.of())).hasSize(2);
    }

    @Test
    void everyParameterOfTheMonitoringListsIsOneOfTheOperations() {
        assertThat(setters(ListMonitorInfosRequest.class).keySet())
                .containsExactlyInAnyOrder("InstanceId", "Offset", "Limit", "TaskName", "ExecuteStatus");
        assertThat(setters(ListMonitorLogRequest.class).keySet())
                .containsExactlyInAnyOrder("InstanceId", "TaskId", "Offset", "Limit", "BeginTime", "EndTime");
    }

    @Test
    void nothingIsTakenWithoutEffect() {
        List<Field> without = RomaOperations.all().stream()
                .flatMap(EveryFieldTest::fields)
                .filter(field -> field.treatment() == Treatment.NO_EFFECT || field.treatment() == Treatment.REFUSED)
                .toList();

        assertThat(without).isEmpty();
    }

    private static Stream<Field> fields(RestOperation operation) {
        return Arrays.stream(Place.values()).flatMap(place -> operation.fields(place).stream());
    }

    private static List<String> listed(RomaSdk place, Map<String, Object> parameters) throws Exception {
        ListTasksRequest request = new ListTasksRequest().withInstanceId(INSTANCE);
        set(request, parameters);
        return place.client.listTasks(request).getEntities().stream()
                .map(task -> task.getTaskId())
                .toList();
    }

    /** Sets every field of the model, which must be exactly those that have a sample. */
    private static <T> T filled(T model, Map<String, Object> samples) throws Exception {
        assertThat(setters(model.getClass()).keySet()).isEqualTo(samples.keySet());
        set(model, samples);
        return model;
    }

    private static void set(Object model, Map<String, Object> values) throws Exception {
        for (Map.Entry<String, Method> setter : setters(model.getClass()).entrySet()) {
            Object value = values.get(setter.getKey());
            if (value != null) {
                setter.getValue().invoke(model, value);
            }
        }
    }

    /** By the name of the property; in the order of the names. */
    private static Map<String, Method> setters(Class<?> model) {
        return Arrays.stream(model.getMethods())
                .filter(method -> method.getName().startsWith("set") && method.getDeclaringClass() == model)
                .collect(Collectors.toMap(
                        method -> method.getName().substring("set".length()),
                        method -> method,
                        (one, other) -> one,
                        TreeMap::new));
    }

    /** The answer writes some words in another case than the request. */
    private static void assertReadBack(Map<String, Object> samples, Object answer) throws Exception {
        for (Map.Entry<String, Object> sample : samples.entrySet()) {
            Object back = answer.getClass().getMethod("get" + sample.getKey()).invoke(answer);
            assertThat(String.valueOf(back))
                    .as(sample.getKey())
                    .isEqualToIgnoringCase(sample.getValue().toString());
        }
    }
}
