package dev.carillon.standalone.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A scheduled task of Workspace for two servers, made for some day and then moved to three seconds after now. */
final class WorkspaceExample {

    /** What a restart of a server is here; the demo's cluster is started with it. */
    static final String TEMPLATE_SETTING = "workspace.task.RESTART_SERVER";

    static final String TEMPLATE = "{\"shell\":{\"script\":\"echo \\\"Workspace restarts $STEP_TARGET_NAME\\\"\"}}";

    private static final String NAME = "demo-workspace";
    private static final int SOON_S = 3;
    private static final DateTimeFormatter DAY = format("yyyy-MM-dd");
    private static final DateTimeFormatter TIME = format("HH:mm:ss");

    private WorkspaceExample() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    static Example create(ApiClient api, String run, int wanted) throws IOException, InterruptedException {
        String project = "demo-" + run;
        String tasks = "/v1/" + project + "/schedule-task";
        ObjectNode create = JsonNodeFactory.instance.objectNode();
        create.put("task_name", NAME).put("task_type", "RESTART_SERVER");
        create.put("scheduled_type", "DAY").put("day_interval", 1).put("scheduled_time", "03:00:00");
        for (String server : new String[] {"server-1", "server-2"}) {
            create.withArray("target_infos")
                    .addObject()
                    .put("target_type", "SERVER")
                    .put("target_id", server)
                    .put("target_name", server);
        }
        String id = api.huawei("POST", tasks, create.toString()).path("id").asText();
        Instant soon = api.now().plusSeconds(SOON_S);
        ObjectNode update = JsonNodeFactory.instance.objectNode();
        update.put("scheduled_type", "FIXED_TIME").put("time_zone", "UTC");
        update.put("scheduled_date", DAY.format(soon)).put("scheduled_time", TIME.format(soon));
        api.huawei("PATCH", tasks + "/" + id, update.toString());
        return new Example(
                Examples.jobNamed(api, project, NAME),
                NAME,
                "SHELL",
                "Workspace",
                wanted,
                false,
                () -> successes(api, tasks + "/" + id));
    }

    private static int successes(ApiClient api, String task) throws IOException, InterruptedException {
        return Examples.count(
                api.huawei("GET", task + "/execute-history?limit=10&offset=0", "")
                        .path("items"),
                run -> run.path("status").asText().equals("SUCCESS")
                        && run.path("success_count").asInt() == 2);
    }
}
