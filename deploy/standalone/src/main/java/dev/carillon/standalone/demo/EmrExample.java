package dev.carillon.standalone.demo;

import java.io.IOException;
import java.util.Map;

/** A flow job of E-MapReduce, created and submitted; it has no schedule of its own. */
final class EmrExample {

    private static final String PROJECT = "FP-DE305BC1D5A7F0C2";
    private static final String NAME = "demo-emr";

    private EmrExample() {}

    static Example create(ApiClient api, int wanted) throws IOException, InterruptedException {
        String id = api.emr(
                        "CreateFlowJob",
                        Map.of(
                                "ProjectId", PROJECT,
                                "Name", NAME,
                                "Description", "An example of carillon demo",
                                "Type", "SHELL",
                                "ParamConf", "{\"day\":\"${yyyy-MM-dd-1d}\"}",
                                "Params", "echo \"E-MapReduce works on the data of ${day}\""))
                .path("Id")
                .asText();
        api.emr("SubmitFlowJob", Map.of("ProjectId", PROJECT, "JobId", id));
        return new Example(
                Examples.jobNamed(api, PROJECT, NAME), NAME, "SHELL", "EMR", wanted, true, () -> successes(api, id));
    }

    private static int successes(ApiClient api, String id) throws IOException, InterruptedException {
        return Examples.count(
                api.emr("ListFlowJobHistory", Map.of("ProjectId", PROJECT, "Id", id))
                        .path("NodeInstances")
                        .path("NodeInstance"),
                instance -> instance.path("Status").asText().equals("SUCCESS"));
    }
}
