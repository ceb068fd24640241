package dev.carillon.gateway.vendor.jdcloud.jmr;

import dev.carillon.core.job.HttpCheck;
import dev.carillon.core.job.InvalidDefinitionException;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.Task;
import dev.carillon.core.job.TaskKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * jobType, location and params against {@link Task}; nothing about them is published, so all of this is a guess.
 *
 * <table>
 * <caption>What location is</caption>
 * <tr><td>shell</td><td>one word that begins with a slash: a file on the worker, executed; else the script, for /bin/sh</td></tr>
 * <tr><td>http</td><td>the URL</td></tr>
 * <tr><td>java</td><td>the class, or the file name of its jar, {@code #} and the class</td></tr>
 * </table>
 *
 * <p>params are the definition's parameters, so that dates are filled in and a plan's step can have its own.
 */
final class TaskMapping {

    private static final Pattern FILE = Pattern.compile("/\\S+");
    private static final Pattern ELSEWHERE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://\\S*");
    private static final String FIELD = JobFields.LOCATION.name();

    private TaskMapping() {}

    /** @throws InvalidDefinitionException naming the field */
    static Task parse(String jobType, String location, String params) {
        try {
            return switch (TaskKind.valueOf(jobType.toUpperCase(Locale.ROOT))) {
                case SHELL -> new Task.Shell(script(location), List.of(), Map.of());
                case HTTP -> http(location.strip(), params);
                case JAVA -> java(location.strip());
            };
        } catch (InvalidDefinitionException e) {
            throw e.field().equals(FIELD) ? e : new InvalidDefinitionException(FIELD, String.valueOf(e.getMessage()));
        }
    }

    /** The type in the case in which it was given, as long as it is still what the job is. */
    static String jobType(JobDefinition job) {
        String type = jobType(job.task());
        String given = StoredFields.of(job).text(JobFields.TYPE);
        return given.equalsIgnoreCase(type) ? given : type;
    }

    static String jobType(Task task) {
        return task.kind().name().toLowerCase(Locale.ROOT);
    }

    /** The location that was given, as long as it still says what the job does: another API may have changed the job. */
    static String location(JobDefinition job) {
        String given = StoredFields.of(job).text(JobFields.LOCATION);
        return says(given, job) ? given : describe(job.task());
    }

    private static boolean says(String location, JobDefinition job) {
        try {
            return !location.isEmpty()
                    && parse(jobType(job.task()), location, job.parameters()).equals(job.task());
        } catch (InvalidDefinitionException e) {
            // Given for a task of another kind: the job itself says what it does.
            return false;
        }
    }

    private static String describe(Task task) {
        return switch (task) {
            case Task.Shell shell -> shell.script();
            case Task.Http http -> http.url();
            case Task.Java java -> java.jar().isEmpty() ? java.className() : java.jar() + "#" + java.className();
            // A plan is no job of this API.
            case Task.Plan plan -> "";
        };
    }

    private static String script(String location) {
        String path = location.strip();
        if (ELSEWHERE.matcher(path).matches()) {
            throw new InvalidDefinitionException(
                    FIELD,
                    "must be the absolute path of a script on the worker, or the script itself; scripts in other"
                            + " stores are not served, was " + path);
        }
        return FILE.matcher(path).matches()
                ? Guesses.SCRIPT_FILE.formatted(path.replace("'", "'\\''"))
                : Guesses.SCRIPT_PROLOGUE + location;
    }

    /** The body is a template, so that what is filled in is taken as it is. */
    private static Task http(String url, String params) {
        boolean empty = params.isBlank();
        boolean json = params.strip().startsWith("{") || params.strip().startsWith("[");
        return new Task.Http(
                url,
                empty ? Guesses.HTTP_METHOD : Guesses.HTTP_METHOD_WITH_PARAMS,
                empty ? Map.of() : Map.of("Content-Type", json ? Guesses.HTTP_JSON : Guesses.HTTP_TEXT),
                empty ? "" : "#{parameters}",
                Guesses.HTTP_CONNECT_TIMEOUT,
                Guesses.HTTP_READ_TIMEOUT,
                new HttpCheck.Successful());
    }

    private static Task java(String location) {
        int border = location.indexOf('#');
        return border < 0
                ? new Task.Java(location, "")
                : new Task.Java(location.substring(border + 1), location.substring(0, border));
    }
}
