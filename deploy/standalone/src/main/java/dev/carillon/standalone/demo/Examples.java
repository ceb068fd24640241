package dev.carillon.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A job by every API: each of the five vendors', by the operation that its users call first, and the native one. */
final class Examples {

    static final String NAMESPACE = "demo";
    static final String GROUP = "default";

    private static final int ONCE = 1;

    private Examples() {}

    /**
     * Creates them, enabled.
     *
     * @param url what the HTTP job calls
     * @param wanted successes of those that fire every other second; the others run once
     * @throws IOException when the gateway refuses one
     */
    static List<Example> create(ApiClient api, String url, int wanted) throws IOException, InterruptedException {
        List<Example> examples = new ArrayList<>(new SchedulerXExamples(api, wanted).create(url));
        // Of this run alone: the cluster may have been shown a demo before.
        String run = Long.toString(api.now().toEpochMilli());
        examples.add(EmrExample.create(api, run, ONCE));
        examples.add(RomaExample.create(api, run, ONCE));
        examples.add(WorkspaceExample.create(api, run, ONCE));
        examples.add(JmrExample.create(api, run, ONCE));
        examples.add(nativeShell(api, wanted));
        return examples;
    }

    private static Example nativeShell(ApiClient api, int wanted) throws IOException, InterruptedException {
        ObjectNode job = JsonNodeFactory.instance.objectNode();
        job.put("namespace", NAMESPACE).put("group", GROUP).put("name", "demo-native");
        job.putObject("schedule").putObject("fixedRate").put("periodMs", 2_000);
        job.putObject("task").putObject("shell").put("script", "echo \"made by the native API, fires every 2 s\"");
        long id = api.post("/api/v1/jobs", job).path("id").asLong();
        return new Example(
                id,
                "demo-native",
                "SHELL",
                "native",
                wanted,
                false,
                () -> count(
                        api.get("/api/v1/executions?limit=30&jobId=" + id).path("items"),
                        execution -> execution.path("status").asText().equals("SUCCEEDED")));
    }

    /** The native number of a job that a vendor's API calls otherwise. */
    static long jobNamed(ApiClient api, String namespace, String name) throws IOException, InterruptedException {
        JsonNode found = api.get("/api/v1/jobs?limit=2&namespace=" + encoded(namespace) + "&name=" + encoded(name))
                .path("items");
        if (found.size() != 1) {
            throw new IOException("There is not one job " + name + " in " + namespace + ", but " + found.size());
        }
        return found.path(0).path("id").asLong();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static int count(JsonNode array, Predicate<JsonNode> which) {
        int count = 0;
        for (JsonNode element : array) {
            count += which.test(element) ? 1 : 0;
        }
        return count;
    }
}
