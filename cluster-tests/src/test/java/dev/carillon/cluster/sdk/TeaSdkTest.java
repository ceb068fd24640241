package dev.carillon.cluster.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.Client;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;
import dev.carillon.cluster.Eventually;
import dev.carillon.cluster.RunningCluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Every served action through the generic client on which the vendor's Terraform provider, command line and the SDKs of other
 * languages are built. It signs with ACS3-HMAC-SHA256 and names the action in headers only.
 */
class TeaSdkTest {

    private static final String NAMESPACE = "tea";

    private final RunningCluster cluster = RunningCluster.get();

    @Test
    void jobsLiveTheirWholeLife() throws Exception {
        Map<String, Object> create = shellJob("echo \"hello $1\"");

        Map<?, ?> created = call("CreateJob", "POST", Map.of(), create);
        String id = text(created, "Data", "JobId");
        Map<?, ?> updated = call("UpdateJob", "POST", Map.of(), job(id, "Description", "changed"));
        Map<?, ?> info = call("GetJobInfo", "GET", job(id), Map.of());
        Map<?, ?> listed = call("ListJobs", "GET", place(), Map.of());
        Map<?, ?> disabled = call("DisableJob", "GET", job(id), Map.of());
        Map<?, ?> refused = call("ExecuteJob", "GET", job(id, "CheckJobStatus", "true"), Map.of());
        Map<?, ?> enabled = call("EnableJob", "GET", job(id), Map.of());
        Map<?, ?> executed = call("ExecuteJob", "GET", job(id, "InstanceParameters", "x world"), Map.of());
        String instance = text(executed, "Data", "JobInstanceId");
        Map<?, ?> ended = awaitEnd(id, instance);
        Map<?, ?> log = awaitLog(id, instance);
        Map<?, ?> instances = call("GetJobInstanceList", "GET", job(id), Map.of());
        Map<?, ?> deleted = call("DeleteJob", "GET", job(id), Map.of());

        assertThat(List.of(created, updated, info, listed, disabled, enabled, executed, log, instances, deleted))
                .allSatisfy(answer -> assertThat(answer.get("Success")).isEqualTo(true));
        assertThat(text(info, "Data", "JobConfigInfo", "Description")).isEqualTo("changed");
        assertThat((List<?>) at(listed, "Data", "Jobs")).hasSize(1);
        assertThat(refused.get("Success")).isEqualTo(false);
        assertThat(text(ended, "Status")).isEqualTo("4");
        assertThat(((List<?>) at(log, "Data", "Logs")).stream().map(Object::toString))
                .contains("hello world");
        assertThat((List<?>) at(instances, "Data", "JobInstanceDetails")).hasSize(1);
    }

    @Test
    void aRunningInstanceIsStopped() throws Exception {
        String id = text(call("CreateJob", "POST", Map.of(), shellJob("exec sleep 60")), "Data", "JobId");
        String instance = text(call("ExecuteJob", "POST", job(id), Map.of()), "Data", "JobInstanceId");
        Eventually.isTrue(
                "the instance runs",
                ClassicSdk.SOON,
                () -> text(detail(id, instance), "Status").equals("3"));

        Map<?, ?> stopped = call("StopInstance", "GET", job(id, "InstanceId", instance), Map.of());

        assertThat(stopped.get("Success")).isEqualTo(true);
        assertThat(text(awaitEnd(id, instance), "Status")).isEqualTo("5");
        call("DeleteJob", "GET", job(id), Map.of());
    }

    @Test
    void refusalsArriveAsTheSdksException() {
        TeaException missing =
                catchThrowableOfType(TeaException.class, () -> call("DeleteJob", "GET", place(), Map.of()));
        TeaException unknown =
                catchThrowableOfType(TeaException.class, () -> call("MakeCoffee", "GET", place(), Map.of()));
        TeaException wrong = catchThrowableOfType(
                TeaException.class,
                () -> call(client(cluster.key().accessKey(), "guessed"), "ListJobs", "GET", place(), Map.of()));
        TeaException stranger = catchThrowableOfType(
                TeaException.class, () -> call(client("nobody", "nothing"), "ListJobs", "GET", place(), Map.of()));

        assertThat(missing.getCode()).isEqualTo("MissingParameter");
        assertThat(missing.getMessage()).contains("JobId");
        assertThat(unknown.getCode()).isEqualTo("InvalidAction.NotFound");
        assertThat(wrong.getCode()).isEqualTo("SignatureDoesNotMatch");
        assertThat(stranger.getCode()).isEqualTo("InvalidAccessKeyId.NotFound");
    }

    private Client client(String accessKey, String secret) throws Exception {
        return new Client(new Config()
                .setAccessKeyId(accessKey)
                .setAccessKeySecret(secret)
                .setProtocol("HTTP")
                .setEndpoint(cluster.endpoint())
                .setRegionId("cn-hangzhou"));
    }

    private Map<?, ?> call(String action, String method, Map<String, String> query, Map<String, Object> form)
            throws Exception {
        return call(client(cluster.key().accessKey(), cluster.key().secret()), action, method, query, form);
    }

    private static Map<?, ?> call(
            Client client, String action, String method, Map<String, String> query, Map<String, Object> form)
            throws Exception {
        Params params = new Params()
                .setAction(action)
                .setVersion("2019-04-30")
                .setProtocol("HTTP")
                .setMethod(method)
                .setAuthType("AK")
                .setStyle("RPC")
                .setPathname("/")
                .setReqBodyType("formData")
                .setBodyType("json");
        OpenApiRequest request = new OpenApiRequest().setQuery(query);
        if (!form.isEmpty()) {
            request.setBody(form);
        }
        Object body = client.callApi(params, request, new RuntimeOptions()).get("body");
        return (Map<?, ?>) Objects.requireNonNull(body);
    }

    private Map<?, ?> detail(String id, String instance) throws Exception {
        Map<?, ?> answer = call("GetJobInstance", "GET", job(id, "JobInstanceId", instance), Map.of());
        return (Map<?, ?>) at(answer, "Data", "JobInstanceDetail");
    }

    private Map<?, ?> awaitEnd(String id, String instance) throws Exception {
        return Eventually.<Map<?, ?>>found(
                "the end of instance " + instance,
                ClassicSdk.SOON,
                () -> Optional.<Map<?, ?>>of(detail(id, instance))
                        .filter(each -> List.of("4", "5").contains(text(each, "Status"))));
    }

    /** The end and the last of the output come by different ways. */
    private Map<?, ?> awaitLog(String id, String instance) throws Exception {
        return Eventually.<Map<?, ?>>found(
                "the output of instance " + instance,
                ClassicSdk.SOON,
                () -> Optional.<Map<?, ?>>of(
                                call("GetLog", "GET", job(id, "JobInstanceId", instance, "Reverse", "false"), Map.of()))
                        .filter(each -> !((List<?>) at(each, "Data", "Logs")).isEmpty()));
    }

    private static Map<String, Object> shellJob(String script) {
        Map<String, Object> form = new HashMap<>(place());
        form.putAll(Map.of(
                "Name", "job",
                "JobType", "shell",
                "ExecuteMode", "standalone",
                "TimeType", "100",
                "Content", script));
        return form;
    }

    private static Map<String, String> place() {
        return new HashMap<>(Map.of("Namespace", NAMESPACE, "GroupId", ClassicSdk.GROUP));
    }

    @SuppressWarnings("unchecked") // a map of strings is both that of a query and that of a form
    private static <V> Map<String, V> job(String id, String... more) {
        Map<String, String> parameters = place();
        parameters.put("JobId", id);
        for (int i = 0; i < more.length; i += 2) {
            parameters.put(more[i], more[i + 1]);
        }
        return (Map<String, V>) parameters;
    }

    private static Object at(Map<?, ?> answer, String... path) {
        Object here = answer;
        for (String name : path) {
            here = Objects.requireNonNull(((Map<?, ?>) here).get(name), () -> name + " is missing in " + answer);
        }
        return here;
    }

    private static String text(Map<?, ?> answer, String... path) {
        return at(answer, path).toString();
    }
}
