package dev.carillon.standalone.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One job of every kind by the vendor's CreateJob, and one by the native API. They fire every other second, taking turns. */
final class Examples {

    static final String NAMESPACE = "demo";
    static final String GROUP = "default";

    private static final String EVEN_SECONDS = "0/2 * * * * ?";
    private static final String ODD_SECONDS = "1/2 * * * * ?";

    private Examples() {}

    /**
     * Creates them, enabled.
     *
     * @param url what the HTTP job calls
     * @throws IOException when the gateway refuses one
     */
    static List<Example> create(ApiClient api, String url) throws IOException, InterruptedException {
        return List.of(
                vendor(
                        api,
                        "shell",
                        "demo-shell",
                        ODD_SECONDS,
                        Map.of(
                                "Content", "echo \"Shell greets $1, process $$\"",
                                "Parameters", "- you")),
                vendor(
                        api,
                        "http",
                        "demo-http",
                        EVEN_SECONDS,
                        Map.of(
                                "Content",
                                "{\"url\":\"" + url + "\",\"method\":\"GET\",\"timeout\":5,"
                                        + "\"respParseMode\":2,\"respKey\":\"code\",\"respValue\":\"200\"}")),
                vendor(
                        api,
                        "java",
                        "demo-java",
                        ODD_SECONDS,
                        Map.of("ClassName", GreetingJob.class.getName(), "Parameters", "you")),
                nativeShell(api));
    }

    private static Example vendor(ApiClient api, String type, String name, String cron, Map<String, String> task)
            throws IOException, InterruptedException {
        Map<String, String> form = new TreeMap<>(task);
        form.putAll(Map.of(
                "Namespace", NAMESPACE,
                "GroupId", GROUP,
                "Name", name,
                "Description", "An example of carillon demo",
                "JobType", type,
                "ExecuteMode", "standalone",
                "TimeType", "1",
                "TimeExpression", cron));
        long id = api.schedulerX("CreateJob", form).path("JobId").asLong();
        return new Example(id, name, type.toUpperCase(Locale.ROOT));
    }

    private static Example nativeShell(ApiClient api) throws IOException, InterruptedException {
        ObjectNode job = JsonNodeFactory.instance.objectNode();
        job.put("namespace", NAMESPACE).put("group", GROUP).put("name", "demo-native");
        job.putObject("schedule").putObject("fixedRate").put("periodMs", 2_000);
        job.putObject("task").putObject("shell").put("script", "echo \"made by the native API, fires every 2 s\"");
        long id = api.post("/api/v1/jobs", job).path("id").asLong();
        return new Example(id, "demo-native", "SHELL");
    }
}
