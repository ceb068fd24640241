package dev.carillon.gateway.vendor.huawei.roma;

import dev.carillon.gateway.vendor.rest.RestCaller;
import dev.carillon.gateway.vendor.rest.RestRequest;
import dev.carillon.gateway.vendor.rest.RestValues;

/** One call of an operation whose caller may touch its place. */
record Call(Place place, RestRequest request, RestCaller caller) {

    RestValues query() {
        return request.query();
    }

    RestValues body() {
        return request.body();
    }

    /** As it stands in the path. */
    String taskId() {
        return request.path().need(RomaFields.TASK_ID);
    }
}
