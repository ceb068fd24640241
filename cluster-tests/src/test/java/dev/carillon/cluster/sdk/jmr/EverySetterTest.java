package dev.carillon.cluster.sdk.jmr;

import static dev.carillon.cluster.sdk.jmr.JmrSdk.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.jdcloud.sdk.service.JdcloudResponse;
import dev.carillon.cluster.RunningCluster;
import dev.carillon.cluster.sdk.jmr.client.JmrJobRequests;
import dev.carillon.cluster.sdk.jmr.client.JmrJobViewModel;
import dev.carillon.cluster.sdk.jmr.client.JmrPlanRequests;
import dev.carillon.cluster.sdk.jmr.client.JmrPlanViewModel;
import dev.carillon.cluster.sdk.jmr.client.JmrTaskViewModel;
import dev.carillon.cluster.sdk.jmr.client.SelectParams;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.jdcloud.jmr.JmrProduct;
import dev.carillon.gateway.vendor.rest.RestOperation.Place;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Whatever the classes of the SDK can set is read back, or refused by name, or declared to have no effect; and no more is
 * declared so than is listed here.
 */
class EverySetterTest {

    private final RunningCluster cluster = RunningCluster.get();
    private final JmrSdk sdk = new JmrSdk(cluster, "cn-setters");

    /** Where any text will not do. */
    private final Map<String, Object> values = Map.of(
            "jobType", "java",
            "location", "exit 7",
            "dataCenter", "cn-setters",
            "cronExpression", "0 15 10 ? * 2");

    @Test
    void ofAPlanThatIsMade() throws Exception {
        String job = sdk.createJob("setter-job", "exit 0", "");
        for (Method setter : setters(JmrPlanViewModel.class)) {
            String name = name(setter);
            String planName = name.equals("planName") ? "x-planName" : "plan-" + name;
            JmrPlanViewModel model = new JmrPlanViewModel();
            model.setPlanName(planName);
            model.setJobIds(job);
            Object value = name.equals("jobIds") ? job : value(setter);
            if (!name.equals("planId")) {
                setter.invoke(model, value);
                Treatments.of("createCronJob", "jmrPlanViewModel." + name)
                        .check(value, sdk.client.createCronJob(sdk.plan(model)), () -> sdk.planNamed(planName));
            }
        }
        assertThat(Treatments.withoutEffect("createCronJob"))
                .isEqualTo(Set.of(
                        "cookies",
                        "jmrPlanViewModel.planStatus",
                        "jmrPlanViewModel.createTime",
                        "jmrPlanViewModel.modifyTime",
                        "jmrPlanViewModel.orderBy"));
        assertThat(Treatments.withoutEffect("modifyCronJob")).isEqualTo(Treatments.withoutEffect("createCronJob"));
    }

    @Test
    void ofTheTimesOfAPlan() throws Exception {
        String job = sdk.createJob("setter-times", "exit 0", "");
        JmrPlanRequests.CreateCronJobRequest request = sdk.plan(sdk.yearly("times", job));
        Objects.requireNonNull(request.getJmrPlanViewModel()).setCronExpression("");
        Map<String, String> places =
                Map.of("time", "5", "minute", "6", "hour", "7", "day", "8", "month", "9", "week", "?");
        for (Method setter : setters(JmrPlanRequests.CreateCronJobRequest.class)) {
            if (places.containsKey(name(setter))) {
                setter.invoke(request, places.get(name(setter)));
            }
        }

        sdk.createPlan(request);

        assertThat(sdk.planNamed("times").getCronExpression()).isEqualTo("5 6 7 8 9 ?");
        assertThat(setters(JmrPlanRequests.CreateCronJobRequest.class))
                .hasSize(places.size() + List.of("jmrPlanViewModel", "regionId").size());
    }

    @Test
    void ofAJob() throws Exception {
        for (Method setter : setters(JmrJobViewModel.class)) {
            String name = name(setter);
            String jobName = name.equals("jobName") ? "x-jobName" : "job-" + name;
            JmrJobViewModel model = new JmrJobViewModel();
            model.setJobName(jobName);
            model.setJobType("Shell");
            model.setLocation(name.equals("jobType") ? "com.example.Job" : "exit 0");
            Object value = value(setter);
            setter.invoke(model, value);
            Treatments.of("createJob", "jmrJobViewModel." + name)
                    .check(value, sdk.client.createJob(sdk.job(model)), () -> sdk.jobNamed(jobName));
        }
        assertThat(Treatments.withoutEffect("createJob"))
                .isEqualTo(Set.of(
                        "cookies",
                        "jmrJobViewModel.id",
                        "jmrJobViewModel.jobStatus",
                        "jmrJobViewModel.userpin",
                        "jmrJobViewModel.createTime",
                        "jmrJobViewModel.clusterStatus",
                        "jmrJobViewModel.orderBy"));
        assertThat(Treatments.withoutEffect("modifyJob")).isEqualTo(Treatments.withoutEffect("createJob"));
    }

    @Test
    void ofTheRunThatIsAskedFor() throws Exception {
        String job = sdk.createJob("setter-run", "exit 0", "");
        Set<String> refused = new TreeSet<>();
        for (Method setter : setters(JmrTaskViewModel.class)) {
            JmrTaskViewModel model = new JmrTaskViewModel();
            model.setJobId("999999999999");
            setter.invoke(model, name(setter).equals("jobId") ? "999999999998" : value(setter));
            JmrJobRequests.ExecuteJobRequest request = sdk.in(new JmrJobRequests.ExecuteJobRequest());
            request.setJmrTaskViewModel(model);
            var error = sdk.client.executeJob(request).getError();
            if (error.getCode() == 400) {
                assertThat(error.getMessage()).startsWith("jmrTaskViewModel." + name(setter) + ": ");
                refused.add(name(setter));
            } else {
                assertThat(error.getMessage()).contains(String.valueOf(model.getJobId()));
            }
        }
        ok(sdk.client.deleteJob(sdk.job(job)));
        assertThat(refused).containsExactly("planId", "workflowId", "workflowInstanceId");
        assertThat(Treatments.withoutEffect("executeJob"))
                .hasSize(setters(JmrTaskViewModel.class).size()
                        - refused.size()
                        + List.of("cookies").size()
                        - List.of("jobId", "dataCenter").size());
    }

    @Test
    void ofFilters() throws Exception {
        for (Method setter : setters(JmrPlanViewModel.class)) {
            JmrPlanViewModel model = new JmrPlanViewModel();
            setter.invoke(model, value(setter));
            JmrPlanRequests.GetCronJobListRequest request = sdk.in(new JmrPlanRequests.GetCronJobListRequest());
            request.setJmrPlanViewModel(model);
            Treatments.of("getCronJobList", "jmrPlanViewModel." + name(setter))
                    .check(sdk.client.getCronJobList(request));
        }
        for (Method setter : setters(JmrJobViewModel.class)) {
            JmrJobViewModel model = new JmrJobViewModel();
            setter.invoke(model, value(setter));
            JmrJobRequests.GetJobListRequest request = sdk.in(new JmrJobRequests.GetJobListRequest());
            request.setJmrJobViewModel(model);
            Treatments.of("getJobList", "jmrJobViewModel." + name(setter)).check(sdk.client.getJobList(request));
        }
        assertThat(Treatments.withoutEffect("getCronJobList")).isEqualTo(Set.of("cookies"));
        assertThat(Treatments.withoutEffect("getJobList")).isEqualTo(Set.of("cookies"));
    }

    @Test
    void ofPages() {
        for (int i = 0; i < 5; i++) {
            ok(new JmrSdk(cluster, "cn-pages")
                    .client.createJob(new JmrSdk(cluster, "cn-pages").job("j" + i, "/a", "")));
        }
        JmrSdk pages = new JmrSdk(cluster, "cn-pages");
        SelectParams page = new SelectParams();
        page.setPageNum(2);
        page.setPageSize(2);
        page.setOrderBy("jobName desc");
        page.setStatus("normal");
        JmrJobRequests.GetJobListRequest request = pages.in(new JmrJobRequests.GetJobListRequest());
        request.setSelectParams(page);

        var listed = Objects.requireNonNull(ok(pages.client.getJobList(request)).getData());

        assertThat(listed.getTotalNum()).isEqualTo(5);
        assertThat(listed.getJmrJobViewModelList())
                .extracting(JmrJobViewModel::getJobName)
                .containsExactly("j2", "j1");
        assertThat(setters(SelectParams.class)).hasSize(4);
    }

    private Object value(Method setter) {
        Class<?> type = setter.getParameterTypes()[0];
        String name = name(setter);
        return type == Boolean.class
                ? true
                : type == String.class ? values.getOrDefault(name, "x-" + name) : (Object) 1;
    }

    private static List<Method> setters(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().startsWith("set"))
                .toList();
    }

    private static String name(Method setter) {
        String name = setter.getName().substring("set".length());
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** What the table of fields says of one. */
    private record Treatments(Field field) {

        static Treatments of(String operation, String name) {
            return new Treatments(fields(operation).stream()
                    .filter(field -> field.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(operation + " does not declare " + name)));
        }

        static Set<String> withoutEffect(String operation) {
            Set<String> names = new TreeSet<>();
            fields(operation).stream()
                    .filter(field -> field.treatment() == Field.Treatment.NO_EFFECT)
                    .forEach(field -> names.add(field.name()));
            return names;
        }

        private static List<Field> fields(String operation) {
            return JmrProduct.served().stream()
                    .filter(each -> each.name().equals(operation))
                    .findFirst()
                    .orElseThrow()
                    .fields(Place.BODY);
        }

        /** Refused by its name, or not at all. */
        boolean check(JdcloudResponse<?> response) {
            boolean refused = field.treatment() == Field.Treatment.REFUSED;
            if (refused) {
                JmrSdk.refused(response, 400, "INVALID_ARGUMENT", field.name() + ": " + field.text());
            } else if (response.getError() != null) {
                // A value of the right kind that cannot be, such as an unknown field to order by.
                assertThat(response.getError().getMessage()).startsWith(field.name() + ": ");
            }
            return !refused;
        }

        void check(Object sent, JdcloudResponse<?> response, Reader reader) throws Exception {
            if (check(response)) {
                assertThat(response.getError()).as(field.name()).isNull();
                Object model = reader.read();
                String name = field.name().substring(field.name().indexOf('.') + 1);
                Object read = model.getClass()
                        .getMethod("get" + Character.toUpperCase(name.charAt(0)) + name.substring(1))
                        .invoke(model);
                assertThat(Objects.equals(read, sent))
                        .as("%s: sent %s, read %s", field.name(), sent, read)
                        .isEqualTo(field.treatment() != Field.Treatment.NO_EFFECT);
            }
        }
    }

    /** Reads back what a request has made. */
    @FunctionalInterface
    private interface Reader {
        Object read() throws Exception;
    }
}
