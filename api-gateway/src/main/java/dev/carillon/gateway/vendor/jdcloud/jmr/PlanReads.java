package dev.carillon.gateway.vendor.jdcloud.jmr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** The operations that read plans and their runs. */
final class PlanReads {

    /** The page has the first, the SDK the second. */
    private static final String[] PLANS = {"cronJobs", "taskList"};

    private final Definitions definitions;
    private final Runs runs;
    private final Answers answers;
    private final Names names;

    PlanReads(Definitions definitions, Runs runs, Answers answers) {
        this.definitions = definitions;
        this.runs = runs;
        this.answers = answers;
        this.names = new Names(definitions);
    }

    Future<ObjectNode> list(JmrCall call) {
        call.requireRegion(PlanFields.DATA_CENTER);
        return definitions.plans(call.region()).map(plans -> {
            List<ObjectNode> chosen = plans.stream()
                    .map(answers::plan)
                    .filter(plan -> Filter.PLANS.accepts(call.body(), plan))
                    .toList();
            return Answers.ok().set("data", new Listing(call.body(), "planStatus").page(chosen, PLANS));
        });
    }

    /** The jobs of the plan, in its order. Those that another API has deleted meanwhile are missing. */
    Future<ObjectNode> detail(JmrCall call) {
        return definitions
                .plan(call.region(), call.planId())
                .compose(plan -> definitions.jobs(call.region()).map(jobs -> inOrder(plan, jobs)))
                .map(jobs -> Answers.ok()
                        .set(
                                "data",
                                new Listing(call.body(), "jobStatus")
                                        .page(jobs.stream().map(answers::job).toList(), "jobList")));
    }

    Future<ObjectNode> ofCluster(JmrCall call) {
        String cluster = call.request().path().need(Fields.CLUSTER_ID);
        return definitions.plans(call.region()).map(plans -> {
            List<ObjectNode> its = plans.stream()
                    .filter(plan -> plan.group().equals(cluster))
                    .map(answers::plan)
                    .toList();
            return Answers.ok().set("data", Listing.total(its.size(), its, PLANS));
        });
    }

    Future<ObjectNode> tasks(JmrCall call) {
        return definitions
                .plan(call.region(), call.planId())
                .compose(runs::ofPlan)
                .map(tasks -> Answers.ok().set("data", new Listing(call.body(), "status").page(tasks, "taskList")));
    }

    Future<ObjectNode> tasksOfJob(JmrCall call) {
        return planThatRuns(call)
                .compose(plan -> runs.ofPlan(plan, call.jobId()))
                .map(tasks -> Answers.ok().set("data", new Listing(call.body(), "status").page(tasks, "taskList")));
    }

    /** Gives the id of the task, empty when there is none yet. */
    Future<ObjectNode> lastTask(JmrCall call) {
        return planThatRuns(call)
                .compose(plan -> runs.ofPlan(plan, call.jobId()))
                .map(tasks -> Answers.ok()
                        .put(
                                "data",
                                tasks.isEmpty()
                                        ? ""
                                        : tasks.getFirst().path("taskId").asText()));
    }

    Future<ObjectNode> running(JmrCall call) {
        return definitions
                .plans(call.region())
                .compose(plans -> runs.running(call.region()).map(running -> {
                    ObjectNode result = Answers.ok();
                    ArrayNode data = result.putArray("data");
                    plans.stream()
                            .filter(plan -> running.contains(plan.id()))
                            .map(answers::plan)
                            .forEach(data::add);
                    return result;
                }));
    }

    Future<ObjectNode> validName(JmrCall call) {
        return names.judge(call, Fields.PLAN_NAME, Fields.OWN_PLAN_ID, true);
    }

    private Future<JobDefinition> planThatRuns(JmrCall call) {
        JobId job = call.jobId();
        return definitions.plan(call.region(), call.planId()).map(plan -> {
            if (!PlanSteps.runs(plan, job)) {
                throw new ApiException(
                        ApiError.of(ApiError.Category.NOT_FOUND, "plan " + plan.id() + " does not run job " + job));
            }
            return plan;
        });
    }

    private static List<JobDefinition> inOrder(JobDefinition plan, List<JobDefinition> jobs) {
        List<JobDefinition> its = new ArrayList<>();
        for (String id : PlanSteps.jobIds(plan)) {
            jobs.stream().filter(job -> job.id().toString().equals(id)).forEach(its::add);
        }
        return its;
    }
}
