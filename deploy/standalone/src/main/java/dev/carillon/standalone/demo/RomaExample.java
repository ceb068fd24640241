package dev.carillon.standalone.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** A data integration task of ROMA Connect and its dispatch: every minute, from two seconds after now. */
final class RomaExample {

    private static final String NAME = "demo-roma";
    private static final long SOON_MS = 2_000;

    private RomaExample() {}

    static Example create(ApiClient api, String run, int wanted) throws IOException, InterruptedException {
        String project = "demo-" + run;
        String tasks = "/v2/" + project + "/fdi/instances/demo/tasks";
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.putObject("job").putObject("shell").put("script", "echo \"ROMA Connect integrates data\"");
        ObjectNode create = JsonNodeFactory.instance.objectNode();
        create.putObject("task").put("task_name", NAME).put("task_type", "TIMING");
        create.put("task_detail", detail.toString());
        String id = api.huawei("POST", tasks, create.toString())
                .path("task")
                .path("task_id")
                .asText();
        ObjectNode dispatch = JsonNodeFactory.instance.objectNode();
        dispatch.put("start_datetime", api.now().toEpochMilli() + SOON_MS);
        dispatch.put("period", "MIN").put("dispatch_interval", 1).put("use_quartz_cron", false);
        api.huawei("POST", tasks + "/" + id + "/dispatches", dispatch.toString());
        return new Example(
                Examples.jobNamed(api, project, NAME),
                NAME,
                "SHELL",
                "ROMA",
                wanted,
                false,
                () -> successes(api, tasks + "/" + id));
    }

    private static int successes(ApiClient api, String task) throws IOException, InterruptedException {
        return Examples.count(
                api.huawei("GET", task + "/monitor-logs?limit=10&offset=1", "").path("entities"),
                run -> run.path("execute_status").asText().equals("SUCCESS"));
    }
}
