package dev.carillon.gateway.vendor.jdcloud.jmr;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.service.JobService.JobQuery;
import dev.carillon.gateway.vendor.ApiLabel;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The jobs and plans of a region. Both are definitions that this API has made; a plan is one whose task is a plan. What
 * another API has made does not exist here.
 */
final class Definitions {

    /** Lists and totals go through all; beyond this they are refused. */
    static final int MAX_PER_REGION = 10_000;

    private static final int PAGE = 500;

    private final JobService service;
    private final String api;

    /** @param api the value of {@link ApiLabel} */
    Definitions(JobService service, String api) {
        this.service = service;
        this.api = api;
    }

    static boolean isPlan(JobDefinition definition) {
        return definition.task() instanceof Task.Plan;
    }

    /** @return fails with NOT_FOUND */
    Future<JobDefinition> job(String region, JobId id) {
        return found(region, id, found -> !isPlan(found))
                .map(found -> found.orElseThrow(() -> missing("job " + id + " does not exist in region " + region)));
    }

    /** @return fails with NOT_FOUND */
    Future<JobDefinition> plan(String region, JobId id) {
        return found(region, id, Definitions::isPlan)
                .map(found -> found.orElseThrow(() -> missing("plan " + id + " does not exist in region " + region)));
    }

    /** In the order of their ids. */
    Future<List<JobDefinition>> jobs(String region) {
        return all(region).map(all -> all.stream().filter(each -> !isPlan(each)).toList());
    }

    /** In the order of their ids. */
    Future<List<JobDefinition>> plans(String region) {
        return all(region).map(all -> all.stream().filter(Definitions::isPlan).toList());
    }

    /** Another job, or another plan, of the region with this name. */
    Future<Optional<JobDefinition>> namesake(String region, String name, boolean plan, Optional<JobId> own) {
        return service.jobs(query(region, Optional.of(name), 0, MAX_PER_REGION))
                .map(found -> found.stream()
                        .filter(each -> isPlan(each) == plan)
                        .filter(each -> own.filter(each.id()::equals).isEmpty())
                        .findFirst());
    }

    private Future<Optional<JobDefinition>> found(String region, JobId id, Predicate<JobDefinition> kind) {
        return service.job(id)
                .map(found -> found.filter(each -> each.namespace().equals(region))
                        .filter(each -> api.equals(each.labels().get(ApiLabel.NAME)))
                        .filter(kind));
    }

    private Future<List<JobDefinition>> all(String region) {
        return page(region, 0, new ArrayList<>());
    }

    private Future<List<JobDefinition>> page(String region, long after, List<JobDefinition> all) {
        return service.jobs(query(region, Optional.empty(), after, PAGE)).compose(page -> {
            all.addAll(page);
            if (all.size() > MAX_PER_REGION) {
                throw new ApiException(ApiError.of(
                        Category.UNSUPPORTED,
                        "region " + region + " has more than " + MAX_PER_REGION
                                + " jobs and plans, too many for a list"));
            }
            return page.size() < PAGE
                    ? Future.succeededFuture(all)
                    : page(region, page.getLast().id().value(), all);
        });
    }

    private JobQuery query(String region, Optional<String> name, long after, int limit) {
        return new JobQuery(
                List.of(),
                Optional.of(region),
                Optional.empty(),
                name,
                Optional.empty(),
                Optional.of(ApiLabel.NAME),
                Optional.of(api),
                after,
                limit);
    }

    private static ApiException missing(String message) {
        return new ApiException(ApiError.of(Category.NOT_FOUND, message));
    }
}
