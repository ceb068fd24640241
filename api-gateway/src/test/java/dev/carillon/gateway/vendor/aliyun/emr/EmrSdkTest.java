package dev.carillon.gateway.vendor.aliyun.emr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aliyuncs.AcsResponse;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.RpcAcsRequest;
import com.aliyuncs.emr.model.v20160408.CloneFlowJobRequest;
import com.aliyuncs.emr.model.v20160408.CreateFlowJobRequest;
import com.aliyuncs.emr.model.v20160408.CreateFlowProjectRequest;
import com.aliyuncs.emr.model.v20160408.DeleteFlowJobRequest;
import com.aliyuncs.emr.model.v20160408.DeleteFlowProjectRequest;
import com.aliyuncs.emr.model.v20160408.DescribeFlowJobRequest;
import com.aliyuncs.emr.model.v20160408.DescribeFlowJobResponse;
import com.aliyuncs.emr.model.v20160408.DescribeFlowNodeInstanceLauncherLogRequest;
import com.aliyuncs.emr.model.v20160408.DescribeFlowNodeInstanceRequest;
import com.aliyuncs.emr.model.v20160408.DescribeFlowProjectRequest;
import com.aliyuncs.emr.model.v20160408.KillFlowJobRequest;
import com.aliyuncs.emr.model.v20160408.ListFlowJobHistoryRequest;
import com.aliyuncs.emr.model.v20160408.ListFlowJobRequest;
import com.aliyuncs.emr.model.v20160408.ListFlowProjectRequest;
import com.aliyuncs.emr.model.v20160408.ModifyFlowProjectRequest;
import com.aliyuncs.emr.model.v20160408.SubmitFlowJobRequest;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import dev.carillon.gateway.service.JobService.LogLine;
import dev.carillon.gateway.vendor.FakeJobService;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.Field.Treatment;
import dev.carillon.gateway.vendor.InMemoryReplayGuard;
import dev.carillon.gateway.vendor.aliyun.AliyunAuthenticator;
import dev.carillon.gateway.vendor.aliyun.CapturedRequests;
import dev.carillon.gateway.vendor.aliyun.LoopbackGateway;
import dev.carillon.gateway.vendor.aliyun.OneCredential;
import dev.carillon.gateway.vendor.aliyun.RequestIds;
import dev.carillon.gateway.vendor.aliyun.RpcAdapter;
import java.io.IOException;
import java.lang.reflect.Method;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The vendor's SDK as shipped, over HTTP: it signs the requests and reads the answers, in both formats. */
class EmrSdkTest {

    private static final String REGION = "cn-hangzhou";

    private final FakeJobService jobs = new FakeJobService(Bench.NOW);
    private LoopbackGateway gateway;
    private DefaultAcsClient client;

    @BeforeEach
    void connect() throws IOException {
        // The SDK signs with the machine's time.
        InstantSource clock = InstantSource.system();
        gateway = new LoopbackGateway(new RpcAdapter<>(
                new EmrProduct(jobs, new FakeProjects(Bench.NOW), new MirrorSealer(), clock, Bench.ZONE),
                new AliyunAuthenticator(new OneCredential(false), new InMemoryReplayGuard(), clock),
                new RequestIds(new SecureRandom())));
        client = new DefaultAcsClient(
                DefaultProfile.getProfile(REGION, CapturedRequests.ACCESS_KEY, CapturedRequests.SECRET));
    }

    @AfterEach
    void disconnect() {
        client.shutdown();
        gateway.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = FormatType.class,
            names = {"JSON", "XML"})
    void readsWhatIsSaidOfJobs(FormatType format) throws ClientException {
        String first = send(everything(), format).getId();
        CloneFlowJobRequest clone = new CloneFlowJobRequest();
        clone.setProjectId(Bench.PROJECT);
        clone.setId(first);
        clone.setName("复制 <&>");
        String second = send(clone, format).getId();
        ListFlowJobRequest list = new ListFlowJobRequest();
        list.setProjectId(Bench.PROJECT);
        var all = send(list, format);
        DeleteFlowJobRequest delete = new DeleteFlowJobRequest();
        delete.setProjectId(Bench.PROJECT);
        delete.setId(second);
        boolean deleted = send(delete, format).getData();
        var one = send(list, format);
        delete.setId(first);
        send(delete, format);
        var none = send(list, format);

        assertThat(all.getTotal()).isEqualTo(2);
        assertThat(all.getPageNumber()).isEqualTo(1);
        assertThat(all.getPageSize()).isEqualTo(10);
        assertThat(all.getJobList()).extracting(each -> each.getId()).containsExactlyInAnyOrder(first, second);
        assertThat(all.getJobList()).extracting(each -> each.getName()).contains("复制 <&>");
        assertThat(all.getJobList()).allSatisfy(job -> {
            assertThat(job.getResourceList()).hasSize(2);
            assertThat(job.getResourceList().get(1).getPath()).isEqualTo("oss://b");
            assertThat(job.getMode()).isEqualTo("LOCAL");
        });
        assertThat(deleted).isTrue();
        assertThat(one.getJobList()).hasSize(1);
        assertThat(none.getJobList()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = FormatType.class,
            names = {"JSON", "XML"})
    void readsWhatIsSaidOfInstances(FormatType format) throws ClientException {
        String job = send(everything(), format).getId();
        SubmitFlowJobRequest submit = new SubmitFlowJobRequest();
        submit.setProjectId(Bench.PROJECT);
        submit.setJobId(job);
        String instance = send(submit, format).getId();
        jobs.log.add(new LogLine(1, Bench.NOW, "a <b> & 'c'"));
        DescribeFlowNodeInstanceRequest describe = new DescribeFlowNodeInstanceRequest();
        describe.setProjectId(Bench.PROJECT);
        describe.setId(instance);
        var node = send(describe, format);
        ListFlowJobHistoryRequest history = new ListFlowJobHistoryRequest();
        history.setProjectId(Bench.PROJECT);
        history.setId(job);
        history.setStatusLists(List.of("SUBMITTED", "RUNNING"));
        var listed = send(history, format);
        DescribeFlowNodeInstanceLauncherLogRequest log = new DescribeFlowNodeInstanceLauncherLogRequest();
        log.setProjectId(Bench.PROJECT);
        log.setNodeInstanceId(instance);
        var lines = send(log, format);
        KillFlowJobRequest kill = new KillFlowJobRequest();
        kill.setProjectId(Bench.PROJECT);
        kill.setJobInstanceId(instance);

        assertThat(send(kill, format).getData()).isTrue();
        assertThat(node.getId()).isEqualTo(instance);
        assertThat(node.getStatus()).isEqualTo("SUBMITTED");
        assertThat(node.getPending()).isTrue();
        assertThat(node.getMaxRetry()).isEqualTo("5");
        assertThat(node.getStartTime()).isNull();
        assertThat(listed.getTotal()).isEqualTo(1);
        assertThat(listed.getNodeInstances().getFirst().getId()).isEqualTo(instance);
        assertThat(listed.getNodeInstances().getFirst().getPending()).isTrue();
        assertThat(listed.getNodeInstances().getFirst().getMaxRetry()).isEqualTo(5);
        assertThat(lines.getLogEnd()).isFalse();
        assertThat(lines.getLogEntrys().getFirst().getContent()).isEqualTo("a <b> & 'c'");
    }

    @ParameterizedTest
    @EnumSource(
            value = FormatType.class,
            names = {"JSON", "XML"})
    void readsWhatIsSaidOfProjects(FormatType format) throws ClientException {
        CreateFlowProjectRequest create = new CreateFlowProjectRequest();
        create.setName("etl");
        create.setDescription("夜间");
        String id = send(create, format).getId();
        ModifyFlowProjectRequest modify = new ModifyFlowProjectRequest();
        modify.setProjectId(id);
        modify.setName("ETL");
        boolean modified = send(modify, format).getData();
        DescribeFlowProjectRequest describe = new DescribeFlowProjectRequest();
        describe.setProjectId(id);
        var project = send(describe, format);
        var listed = send(new ListFlowProjectRequest(), format);
        DeleteFlowProjectRequest delete = new DeleteFlowProjectRequest();
        delete.setProjectId(id);

        assertThat(send(delete, format).getData()).isTrue();
        assertThat(modified).isTrue();
        assertThat(project.getName()).isEqualTo("ETL");
        assertThat(project.getDescription()).isEqualTo("夜间");
        assertThat(project.getUserId()).isEqualTo(CapturedRequests.ACCESS_KEY);
        assertThat(listed.getProjects()).extracting(each -> each.getId()).containsExactly(id);
        assertThat(send(new ListFlowProjectRequest(), format).getProjects()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = FormatType.class,
            names = {"JSON", "XML"})
    void readsRefusals(FormatType format) {
        CreateFlowJobRequest create = everything();
        create.setType("SPARK");

        ClientException refused = catchThrowableOfType(ClientException.class, () -> send(create, format));

        assertThat(refused.getErrCode()).isEqualTo("InvalidParameter");
        assertThat(refused.getErrMsg()).startsWith("Type: only SHELL is served");
        assertThat(refused.getRequestId()).isNotBlank();
    }

    /** What the SDK can set of a job comes back by the SDK, under the same name but for those two. */
    @Test
    void givesBackWhatEverySetterOfACreationSets() throws Exception {
        Map<String, String> otherNames = Map.of("ParentCategory", "CategoryId", "ResourceLists", "ResourceList");
        CreateFlowJobRequest request = everything();
        String id = send(request, FormatType.JSON).getId();
        DescribeFlowJobRequest describe = new DescribeFlowJobRequest();
        describe.setProjectId(Bench.PROJECT);
        describe.setId(id);
        DescribeFlowJobResponse answer = send(describe, FormatType.JSON);

        for (Method setter : setters(CreateFlowJobRequest.class)) {
            String name = setter.getName().substring(3);
            Object sent = CreateFlowJobRequest.class.getMethod("get" + name).invoke(request);
            assertThat(sent).as(name).isNotNull();
            switch (name) {
                // Where the job is: the answer has no room for it.
                case "ProjectId" -> assertThat(sent).isEqualTo(Bench.PROJECT);
                case "ClusterId" ->
                    assertThat(jobs.jobs.firstEntry().getValue().group()).isEqualTo(sent);
                case "ResourceLists" -> assertThat(answer.getResourceList()).hasSize(2);
                case "CustomVariables" ->
                    assertThat(answer.getCustomVariables())
                            .isEqualTo(sent.toString().replace("pw-1", "******"));
                default -> {
                    Object read = DescribeFlowJobResponse.class
                            .getMethod("get" + otherNames.getOrDefault(name, name))
                            .invoke(answer);
                    assertThat(String.valueOf(read)).as(name).isEqualTo(String.valueOf(sent));
                }
            }
        }
        assertThat(setters(CreateFlowJobRequest.class)).hasSize(21);
    }

    static Stream<Class<?>> requests() {
        return Arrays.stream(Action.values())
                // The only one that the SDK lacks.
                .filter(action -> action != Action.MODIFY_FLOW_JOB)
                .map(action -> {
                    try {
                        return Class.forName("com.aliyuncs.emr.model.v20160408." + action.wireName() + "Request");
                    } catch (ClassNotFoundException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    /** And the table has nothing that the SDK cannot set. */
    @ParameterizedTest
    @MethodSource("requests")
    void declaresWhatEverySetterSends(Class<?> type) throws Exception {
        Action action = Action.named(type.getSimpleName().replaceFirst("Request$", ""));
        RpcAcsRequest<?> request = (RpcAcsRequest<?>) type.getConstructor().newInstance();
        Set<String> system = new TreeSet<>(sent(request));

        for (Method setter : setters(type)) {
            setter.invoke(request, sample(setter));
        }

        Set<String> sent = new TreeSet<>(sent(request));
        sent.removeAll(system);
        assertThat(sent)
                .isEqualTo(action.fields().stream()
                        .map(field -> field.name().replace(".N", ".1"))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void leavesNothingWithoutEffectButWhatItNames() {
        List<String> without = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (Action action : Action.values()) {
            for (Field field : action.fields()) {
                if (field.treatment() == Treatment.NO_EFFECT) {
                    without.add(action.wireName() + "." + field.name());
                } else if (field.treatment() == Treatment.REFUSED) {
                    refused.add(action.wireName() + "." + field.name());
                }
            }
        }

        assertThat(without).containsExactly("SubmitFlowJob.Namespace");
        assertThat(refused).containsExactly("SubmitFlowJob.JobInstanceId");
    }

    private static Set<String> sent(RpcAcsRequest<?> request) {
        Set<String> names = new TreeSet<>(request.getSysQueryParameters().keySet());
        names.addAll(request.getSysBodyParameters().keySet());
        return names;
    }

    private static List<Method> setters(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().startsWith("set") && method.getParameterCount() == 1)
                .filter(method -> !method.isBridge())
                .toList();
    }

    private static Object sample(Method setter) {
        Class<?> type = setter.getParameterTypes()[0];
        if (type == List.class) {
            return setter.getName().equals("setResourceLists") ? List.of(resource("oss://a")) : List.of("RUNNING");
        }
        return type == Integer.class ? (Object) 1 : type == Long.class ? 1L : type == Boolean.class ? true : "x";
    }

    private static CreateFlowJobRequest everything() {
        CreateFlowJobRequest create = new CreateFlowJobRequest();
        create.setProjectId(Bench.PROJECT);
        create.setName("你好 <&> \"x\"");
        create.setDescription("line 1\nline 2");
        create.setType("SHELL");
        create.setParams("echo a\nb\tc \\ 'd'");
        create.setParamConf("{\"date\":\"${yyyy-MM-dd}\"}");
        create.setEnvConf("{\"KEY\":\"value\"}");
        create.setRunConf("{\"priority\":1,\"userName\":\"hadoop\",\"memory\":2048,\"cores\":1}");
        create.setMonitorConf("{\"inputs\":[]}");
        create.setCustomVariables("{\"scope\":\"PROJECT\",\"entityId\":\"FP-1\",\"variables\":"
                + "[{\"name\":\"v1\",\"value\":\"pw-1\",\"properties\":{\"password\":true}}]}");
        create.setFailAct("STOP");
        create.setMaxRetry(5);
        create.setRetryInterval(200L);
        create.setRetryPolicy("N/A");
        create.setMaxRunningTimeSec(60L);
        create.setMode("LOCAL");
        create.setParentCategory("FC-5BD9575E34620000");
        create.setAdhoc(true);
        create.setClusterId("C-A23BD131A8620000");
        create.setAlertConf("none");
        create.setResourceLists(List.of(resource("oss://a"), resource("oss://b")));
        return create;
    }

    private static CreateFlowJobRequest.ResourceList resource(String path) {
        CreateFlowJobRequest.ResourceList resource = new CreateFlowJobRequest.ResourceList();
        resource.setPath(path);
        resource.setAlias("x.jar");
        return resource;
    }

    private <T extends AcsResponse> T send(RpcAcsRequest<T> request, FormatType format) throws ClientException {
        request.setSysAcceptFormat(format);
        request.setSysEndpoint(gateway.endpoint());
        request.setSysProtocol(ProtocolType.HTTP);
        return client.getAcsResponse(request);
    }
}
