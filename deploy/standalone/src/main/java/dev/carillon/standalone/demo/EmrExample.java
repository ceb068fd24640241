package dev.carillon.standalone.demo;

import java.io.IOException;
import java.util.Map;

/** A flow job of E-MapReduce, created and submitted; it has no schedule of its own. */
final class EmrExample {

    private static final String NAME = "demo-emr";

    private EmrExample() {}

    static Example create(ApiClient api, String run, int wanted) throws IOException, InterruptedException {
        String project = "FP-" + run;
        String id = api.emr(
                        "CreateFlowJob",
                        Map.of(
                                "ProjectId", project,
                                "Name", NAME,
                                "Description", "An example of carillon demo",
                                "Type", "SHELL",
                                "ParamConf", "{\"day\":\"${yyyy-MM-dd-1d}\"}",
                                "Params", "echo \"E-MapReduce works on the data of ${day}\""))
                .path("Id")
                .asText();
        api.emr("SubmitFlowJob", Map.of("ProjectId", project, "JobId", id));
        return new Example(
                Examples.jobNamed(api, project, NAME),
                NAME,
                "SHELL",
                "EMR",
                wanted,
                true,
                () -> successes(api, project, id));
    }

    private static int successes(ApiClient api, String project, String id) throws IOException, InterruptedException {
        return Examples.count(
                api.emr("ListFlowJobHistory", Map.of("ProjectId", project, "Id", id))
                        .path("NodeInstances")
                        .path("NodeInstance"),
                instance -> instance.path("Status").asText().equals("SUCCESS"));
    }
}
