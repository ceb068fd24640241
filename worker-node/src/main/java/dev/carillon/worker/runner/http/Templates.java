package dev.carillon.worker.runner.http;

import dev.carillon.core.execution.ExecutionAlias;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.worker.runner.Run;
import dev.carillon.worker.runner.UrlText;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills {@code #{name}} in header values, bodies and URLs with what an attempt is about; {@code #{name:url}} is encoded as
 * in a URL's query. In header values and bodies, names it does not know stay as they are, since a body may well hold such
 * text of its own; what is filled in is not looked at again. In a URL everything that is filled in is encoded, and an
 * unknown name is refused.
 *
 * <table>
 * <caption>Names</caption>
 * <tr><td>jobId, jobName, jobGroup, namespace</td><td>of the definition</td></tr>
 * <tr><td>executionAlias</td><td>the number that stands for the execution where ids are numbers</td></tr>
 * <tr><td>executionId, attempt, maxAttempts</td><td>attempts count from 1</td></tr>
 * <tr><td>nominalMs, dataMs</td><td>epoch milliseconds</td></tr>
 * <tr><td>parameters</td><td>those of the trigger, else those of the definition</td></tr>
 * <tr><td>instanceParameters</td><td>those of the trigger, else empty</td></tr>
 * <tr><td>step.NAME</td><td>a value of the plan's step</td></tr>
 * <tr><td>secret.NAME</td><td>a secret of the job, not in URLs</td></tr>
 * <tr><td>user</td><td>who created the job, by access key</td></tr>
 * </table>
 */
public final class Templates {

    private static final Pattern PLACEHOLDER = Pattern.compile("#\\{([A-Za-z][A-Za-z0-9_.]*)(:url)?}");

    private static final Pattern DOT_SEGMENT = Pattern.compile("/\\.{1,2}(?=[/?]|$)");
    private static final String SECRET = "secret.";

    private final Map<String, String> values;

    private Templates(Map<String, String> values) {
        this.values = values;
    }

    public static Templates of(Run run) {
        JobDefinition job = run.definition();
        Map<String, String> values = new HashMap<>();
        values.put("jobId", job.id().toString());
        values.put("jobName", job.name());
        values.put("jobGroup", job.group());
        values.put("namespace", job.namespace());
        values.put("executionId", run.executionId().toString());
        values.put("executionAlias", Long.toString(ExecutionAlias.of(run.executionId())));
        values.put("attempt", Integer.toString(run.attempt()));
        values.put("maxAttempts", Integer.toString(job.retry().maxAttempts()));
        values.put("nominalMs", Long.toString(run.nominal().toEpochMilli()));
        values.put("dataMs", Long.toString(run.data().toEpochMilli()));
        values.put("parameters", run.effectiveParameters());
        String ofTrigger = run.parameters();
        values.put("instanceParameters", ofTrigger == null ? "" : ofTrigger);
        values.put("user", job.audit().createdBy());
        run.values().forEach((name, value) -> values.put("step." + name, value));
        run.secrets().values().forEach((name, value) -> values.put(SECRET + name, value));
        return new Templates(values);
    }

    public String fill(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                return Matcher.quoteReplacement(match.group());
            }
            return Matcher.quoteReplacement(match.group(2) == null ? value : UrlText.encodeForm(value));
        });
    }

    /**
     * A URL, with everything that is filled in encoded.
     *
     * @throws IllegalArgumentException when it holds a name that is unknown or a secret, or when a value of dots alone
     *     would lead to another path
     */
    String fillUrl(String url) {
        String filled = PLACEHOLDER.matcher(url).replaceAll(match -> {
            String name = match.group(1);
            String value = name.startsWith(SECRET) ? null : values.get(name);
            if (value == null) {
                throw new IllegalArgumentException("the URL holds " + match.group() + ", which is not known there");
            }
            return Matcher.quoteReplacement(UrlText.encode(value));
        });
        if (dotSegments(filled) > dotSegments(PLACEHOLDER.matcher(url).replaceAll("x"))) {
            throw new IllegalArgumentException("what is filled in would lead the URL to another path: " + filled);
        }
        return filled;
    }

    /** Encoding does not help against them: %2E%2E means the same. */
    private static long dotSegments(String url) {
        return DOT_SEGMENT.matcher(url.substring(0, pathEnd(url))).results().count();
    }

    private static int pathEnd(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url.length() : query;
    }
}
