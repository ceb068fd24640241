package dev.carillon.gateway.vendor.huawei.workspace;

import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Command;
import dev.carillon.core.scheduling.Reply;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.rest.RestAnswer;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Removes tasks, one or a batch, all or none.
 *
 * <p>A task that is gone may be gone by the very request that is now repeated, which only the scheduler can tell: it has kept
 * the reply to that command. So those are asked for first, while nothing has been removed; a command about a job that is not
 * there changes nothing.
 */
final class Removal {

    private final JobService jobs;
    private final TaskLookup lookup;

    /** @param index of the command within the request */
    private record Item(String id, int index, boolean present) {

        JobId jobId() {
            return WorkspaceId.parseTask(id).orElseThrow();
        }
    }

    Removal(JobService jobs, TaskLookup lookup) {
        this.jobs = jobs;
        this.lookup = lookup;
    }

    Future<HttpAnswer> one(Call call) {
        return all(call, List.of(call.taskId()));
    }

    /** @param ids the field that holds them */
    Future<HttpAnswer> batch(Call call, Field ids) {
        return all(call, List.copyOf(new LinkedHashSet<>(call.body().texts(ids))));
    }

    private Future<HttpAnswer> all(Call call, List<String> ids) {
        List<Integer> indexes = new ArrayList<>();
        ids.forEach(id -> indexes.add(indexes.size()));
        return Chunks.each(indexes, index -> item(call, ids.get(index), index))
                .compose(items -> remove(call, items, false).compose(gone -> remove(call, items, true)))
                .map(removed -> RestAnswer.empty());
    }

    private Future<Item> item(Call call, String id, int index) {
        return lookup.find(call, id)
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(new Item(id, index, true))
                        : lookup.wasHere(call, id).map(was -> {
                            if (!was) {
                                throw TaskLookup.missing(id);
                            }
                            return new Item(id, index, false);
                        }));
    }

    private Future<List<Reply>> remove(Call call, List<Item> items, boolean present) {
        List<Item> those =
                items.stream().filter(item -> item.present() == present).toList();
        return Chunks.each(those, item -> remove(call, item));
    }

    private Future<Reply> remove(Call call, Item item) {
        Command.Request request = call.caller().request(item.index());
        return jobs.submit(new Command.DeleteJob(request, item.jobId(), 0)).recover(e -> {
            boolean missing =
                    e instanceof ApiException refused && refused.error().category() == ApiError.Category.NOT_FOUND;
            return Future.failedFuture(missing ? TaskLookup.missing(item.id()) : e);
        });
    }
}
