package dev.carillon.gateway.service;

import dev.carillon.core.scheduling.Reply;
import dev.carillon.gateway.service.ApiError.Category;

/** What a reply that is not OK means to the caller of an API. */
final class Refusals {

    private Refusals() {}

    static ApiError of(Reply reply) {
        String message = reply.message().isEmpty() ? defaultMessage(reply) : reply.message();
        return new ApiError(category(reply.status()), message, reply.field());
    }

    private static Category category(Reply.Status status) {
        return switch (status) {
            case NOT_FOUND -> Category.NOT_FOUND;
            case INVALID -> Category.INVALID;
            case ALREADY_EXISTS, CONFLICT, DISABLED, AT_LIMIT, ENDED -> Category.CONFLICT;
            case OK -> throw new IllegalArgumentException("not a refusal: " + status);
        };
    }

    private static String defaultMessage(Reply reply) {
        return switch (reply.status()) {
            case NOT_FOUND -> "job " + reply.jobId() + " does not exist";
            case ALREADY_EXISTS -> "job " + reply.jobId() + " exists already";
            case CONFLICT -> "job " + reply.jobId() + " has revision " + reply.revision() + ", not the expected one";
            case INVALID -> "the definition is not valid";
            case DISABLED -> "job " + reply.jobId() + " is disabled";
            case AT_LIMIT -> "job " + reply.jobId() + " has as many live executions as it may have";
            case ENDED -> "the execution has ended already";
            case OK -> throw new IllegalArgumentException("not a refusal: " + reply.status());
        };
    }
}
