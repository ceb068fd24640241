package dev.carillon.gateway.vendor.rest;

import dev.carillon.gateway.vendor.Field;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One operation of a REST API, as a value. Requests are found and read by it, and the documentation is made from it:
 *
 * <pre>{@code
 * static final RestOperation UPDATE = RestOperation.writing("updateScheduleTask", "PATCH", "/v1/{project_id}/schedule-task/{task_id}")
 *         .path(PROJECT_ID, TASK_ID)
 *         .body(TASK_NAME, TARGET_INFOS, TARGET_TYPE, TARGET_ID);
 * }</pre>
 *
 * <p>The name of a body's field is its path: {@code jmrPlanViewModel.planName}, {@code target_infos[].target_id}, or {@code
 * items[]} for each of an array of plain values. Objects and arrays need no entry of their own; with one ({@code
 * target_infos}, of type Items) the array can be mandatory and bounded. A mandatory field within an object is mandatory
 * where the object is there.
 */
public final class RestOperation {

    private final String name;
    private final String method;
    private final PathTemplate template;
    private final boolean writes;
    private final boolean lenient;
    private final List<Field> path;
    private final List<Field> query;
    private final List<Field> body;
    private final FieldTree tree;

    /** Where in a request a field stands. */
    public enum Place {
        PATH,
        QUERY,
        BODY
    }

    private RestOperation(
            String name,
            String method,
            PathTemplate template,
            boolean writes,
            boolean lenient,
            List<Field> path,
            List<Field> query,
            List<Field> body) {
        this.name = name;
        this.method = method;
        this.template = template;
        this.writes = writes;
        this.lenient = lenient;
        this.path = List.copyOf(path);
        this.query = List.copyOf(query);
        this.body = List.copyOf(body);
        this.tree = FieldTree.of(body);
    }

    /**
     * An operation that changes nothing.
     *
     * @param name what the vendor's SDK calls it
     * @param template such as {@code /v1/regions/{regionId}/cronJob/{planId}:detail}
     */
    public static RestOperation reading(String name, String method, String template) {
        return new RestOperation(
                name, method, new PathTemplate(template), false, false, List.of(), List.of(), List.of());
    }

    /** Like {@link #reading}, for one that changes something: refused to callers who may only read. */
    public static RestOperation writing(String name, String method, String template) {
        return new RestOperation(
                name, method, new PathTemplate(template), true, false, List.of(), List.of(), List.of());
    }

    /** The same with these variables of its path. */
    public RestOperation path(Field... fields) {
        return new RestOperation(name, method, template, writes, lenient, List.of(fields), query, body);
    }

    /** The same with these parameters of its query. */
    public RestOperation query(Field... fields) {
        return new RestOperation(name, method, template, writes, lenient, path, List.of(fields), body);
    }

    /** The same with these fields of its body. */
    public RestOperation body(Field... fields) {
        return body(List.of(fields));
    }

    /** The same with these fields of its body. */
    public RestOperation body(List<Field> fields) {
        return new RestOperation(name, method, template, writes, lenient, path, query, fields);
    }

    /** The same, but fields that the body has beyond the declared ones are passed over instead of refused. */
    public RestOperation lenient() {
        return new RestOperation(name, method, template, writes, true, path, query, body);
    }

    public String name() {
        return name;
    }

    public String method() {
        return method;
    }

    public boolean writes() {
        return writes;
    }

    /** What it takes in one place, for reading and for the documentation. */
    public List<Field> fields(Place place) {
        return switch (place) {
            case PATH -> path;
            case QUERY -> query;
            case BODY -> body;
        };
    }

    /** As declared, such as {@code /v1/{project_id}/schedule-task}. */
    public String pathTemplate() {
        return template.toString();
    }

    /** @throws IllegalStateException when the declared variables are not those of the path */
    void checkComplete() {
        Set<String> names = path.stream().map(Field::name).collect(Collectors.toSet());
        if (!names.equals(template.variables())) {
            throw new IllegalStateException(
                    name + ": the path " + template + " has the variables " + template.variables() + ", not " + names);
        }
    }

    boolean isLenient() {
        return lenient;
    }

    PathTemplate template() {
        return template;
    }

    FieldTree bodyTree() {
        return tree;
    }

    @Override
    public String toString() {
        return name;
    }
}
