package dev.carillon.gateway.vendor.jdcloud.jmr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.util.List;

/** The operations that read jobs and their runs. */
final class JobReads {

    private final Definitions definitions;
    private final Runs runs;
    private final Answers answers;
    private final Names names;

    JobReads(Definitions definitions, Runs runs, Answers answers) {
        this.definitions = definitions;
        this.runs = runs;
        this.answers = answers;
        this.names = new Names(definitions);
    }

    Future<ObjectNode> list(JmrCall call) {
        call.requireRegion(JobFields.DATA_CENTER);
        return definitions.jobs(call.region()).map(jobs -> {
            List<ObjectNode> chosen = jobs.stream()
                    .map(answers::job)
                    .filter(job -> Filter.JOBS.accepts(call.body(), job))
                    .toList();
            return Answers.ok().set("data", new Listing(call.body(), "jobStatus").page(chosen, "jmrJobViewModelList"));
        });
    }

    Future<ObjectNode> show(JmrCall call) {
        return definitions
                .job(call.region(), call.jobId())
                .map(job -> Answers.ok().set("data", answers.job(job)));
    }

    /** Runs of the job by itself; those within a plan are asked for by the plan. */
    Future<ObjectNode> tasks(JmrCall call) {
        return definitions
                .job(call.region(), call.jobId())
                .compose(runs::ofJob)
                .map(tasks -> Answers.ok().set("data", new Listing(call.body(), "status").page(tasks, "taskList")));
    }

    /** The same for every cluster, since workers are alike. */
    Future<ObjectNode> types(JmrCall call) {
        ObjectNode result = Answers.ok();
        ArrayNode types = result.putArray("data");
        JobFields.JOB_TYPES.forEach(types::add);
        return Future.succeededFuture(result);
    }

    Future<ObjectNode> countOfCluster(JmrCall call) {
        String cluster = call.request().path().need(Fields.CLUSTER_ID);
        return definitions
                .jobs(call.region())
                .map(jobs -> Answers.ok()
                        .put(
                                "data",
                                Math.toIntExact(jobs.stream()
                                        .filter(job -> job.group().equals(cluster))
                                        .count())));
    }

    Future<ObjectNode> validName(JmrCall call) {
        return names.judge(call, Fields.JOB_NAME, Fields.OWN_JOB_ID, false);
    }
}
