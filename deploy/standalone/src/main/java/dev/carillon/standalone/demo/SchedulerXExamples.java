package dev.carillon.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One job of every kind by SchedulerX's CreateJob. They fire every other second, taking turns. */
final class SchedulerXExamples {

    private static final String EVEN_SECONDS = "0/2 * * * * ?";
    private static final String ODD_SECONDS = "1/2 * * * * ?";
    private static final int SUCCESS = 4;

    private final ApiClient api;
    private final int wanted;

    SchedulerXExamples(ApiClient api, int wanted) {
        this.api = api;
        this.wanted = wanted;
    }

    /** @param url what the HTTP job calls */
    List<Example> create(String url) throws IOException, InterruptedException {
        return List.of(
                create(
                        "shell",
                        "demo-shell",
                        ODD_SECONDS,
                        Map.of(
                                "Content", "echo \"Shell greets $1, process $$\"",
                                "Parameters", "- you")),
                create(
                        "http",
                        "demo-http",
                        EVEN_SECONDS,
                        Map.of(
                                "Content",
                                "{\"url\":\"" + url + "\",\"method\":\"GET\",\"timeout\":5,"
                                        + "\"respParseMode\":2,\"respKey\":\"code\",\"respValue\":\"200\"}")),
                create(
                        "java",
                        "demo-java",
                        ODD_SECONDS,
                        Map.of("ClassName", GreetingJob.class.getName(), "Parameters", "you")));
    }

    private Example create(String type, String name, String cron, Map<String, String> task)
            throws IOException, InterruptedException {
        Map<String, String> form = new TreeMap<>(task);
        form.putAll(Map.of(
                "Namespace",
                Examples.NAMESPACE,
                "GroupId",
                Examples.GROUP,
                "Name",
                name,
                "Description",
                "An example of carillon demo",
                "JobType",
                type,
                "ExecuteMode",
                "standalone",
                "TimeType",
                "1",
                "TimeExpression",
                cron));
        long id = api.schedulerX("CreateJob", form).path("JobId").asLong();
        return new Example(id, name, type.toUpperCase(Locale.ROOT), "SchedulerX", wanted, false, () -> successes(id));
    }

    private int successes(long id) throws IOException, InterruptedException {
        JsonNode instances = api.schedulerX(
                        "GetJobInstanceList",
                        Map.of(
                                "Namespace",
                                Examples.NAMESPACE,
                                "GroupId",
                                Examples.GROUP,
                                "JobId",
                                Long.toString(id),
                                "PageSize",
                                "30"))
                .path("JobInstanceDetails");
        return Examples.count(instances, instance -> instance.path("Status").asInt() == SUCCESS);
    }
}
