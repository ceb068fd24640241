package dev.carillon.standalone.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Two jobs of JMR and a cron job that runs them one after the other, every two seconds. */
final class JmrExample {

    private static final String NAME = "demo-jmr";
    private static final int JOBS = 2;

    private JmrExample() {}

    static Example create(ApiClient api, String run, int wanted) throws IOException, InterruptedException {
        String plan = NAME + "-" + run;
        String first = job(api, plan + "-extract", "echo \"JMR extracts\"");
        String second = job(api, plan + "-report", "echo \"JMR reports\"");
        ObjectNode create = JsonNodeFactory.instance.objectNode();
        create.put("time", "0/2")
                .put("minute", "*")
                .put("hour", "*")
                .put("day", "*")
                .put("month", "*")
                .put("week", "?");
        create.putObject("jmrPlanViewModel")
                .put("planName", plan)
                .put("jobIds", first + "," + second)
                .put("failurePolicy", "stop");
        api.jdCloud("/cronJob:create", create.toString());
        long id = Examples.jobNamed(api, ApiClient.REGION, plan);
        return new Example(id, NAME, "SHELL", "JMR", wanted, false, () -> successes(api, id));
    }

    private static String job(ApiClient api, String name, String script) throws IOException, InterruptedException {
        ObjectNode create = JsonNodeFactory.instance.objectNode();
        create.putObject("jmrJobViewModel")
                .put("jobName", name)
                .put("jobType", "shell")
                .put("location", script);
        api.jdCloud("/job:create", create.toString());
        return Long.toString(Examples.jobNamed(api, ApiClient.REGION, name));
    }

    /** Runs in which every job has succeeded. */
    private static int successes(ApiClient api, long id) throws IOException, InterruptedException {
        int steps = Examples.count(
                api.jdCloud("/cronJobTask/plan/" + id + ":list", "{}")
                        .path("data")
                        .path("taskList"),
                task -> task.path("status").asText().equals("SUCCESS"));
        return steps / JOBS;
    }
}
