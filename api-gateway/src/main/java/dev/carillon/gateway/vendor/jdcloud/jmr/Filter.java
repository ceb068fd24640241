package dev.carillon.gateway.vendor.jdcloud.jmr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.rest.RestValues;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a view model asks of listed objects: each field that is given must be that of the object. Names need only hold the text,
 * and status and type may differ in case: guesses, like most of what is known about lists.
 */
final class Filter {

    private static final Set<String> NO_FILTERS = Set.of("orderBy", "dataCenter");
    private static final Set<String> IDS = Set.of("planId", "jobId");

    static final Filter PLANS = new Filter(PlanFields.FILTER, Set.of("planName"), Set.of("planStatus"));
    static final Filter JOBS = new Filter(JobFields.FILTER, Set.of("jobName"), Set.of("jobStatus", "jobType"));

    private final List<Field> fields;
    private final Set<String> holding;
    private final Set<String> inAnyCase;

    private Filter(List<Field> fields, Set<String> holding, Set<String> inAnyCase) {
        this.fields = fields;
        this.holding = holding;
        this.inAnyCase = inAnyCase;
    }

    boolean accepts(RestValues sent, ObjectNode listed) {
        return fields.stream()
                .filter(field -> field.treatment() == Field.Treatment.HONOURED)
                .filter(field -> !NO_FILTERS.contains(last(field)))
                .allMatch(field -> sent.given(field)
                        .map(wanted -> accepts(
                                last(field), wanted, listed.path(last(field)).asText()))
                        .orElse(true));
    }

    private boolean accepts(String name, String wanted, String actual) {
        if (IDS.contains(name) && wanted.matches("0+")) {
            return true;
        }
        if (holding.contains(name)) {
            return actual.contains(wanted);
        }
        return inAnyCase.contains(name)
                ? actual.toLowerCase(Locale.ROOT).equals(wanted.toLowerCase(Locale.ROOT))
                : actual.equals(wanted);
    }

    private static String last(Field field) {
        return field.name().substring(field.name().indexOf('.') + 1);
    }
}
