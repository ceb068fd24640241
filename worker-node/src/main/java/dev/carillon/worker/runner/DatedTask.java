package dev.carillon.worker.runner;

import dev.carillon.core.job.DateText;
import dev.carillon.core.job.Task;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A task with its dates written in. */
final class DatedTask {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^${}]+}");

    private DatedTask() {}

    /** @throws dev.carillon.core.job.InvalidDefinitionException when what comes out is no task any more */
    static Task of(Task task, DateText dates) {
        return switch (task) {
            case Task.Shell shell ->
                new Task.Shell(
                        dates.fill(shell.script()),
                        shell.arguments().stream().map(dates::fill).toList(),
                        filled(shell.environment(), dates));
            case Task.Http http ->
                new Task.Http(
                        url(http.url(), dates),
                        http.method(),
                        filled(http.headers(), dates),
                        dates.fill(http.body()),
                        http.connectTimeout(),
                        http.readTimeout(),
                        http.check());
            case Task.Java java -> java;
            case Task.Plan plan ->
                new Task.Plan(
                        plan.tasks().stream().map(part -> of(part, dates)).toList(),
                        plan.steps().stream().map(step -> of(step, dates)).toList(),
                        plan.stopOnFailure(),
                        plan.parallelism());
        };
    }

    private static Task.Step of(Task.Step step, DateText dates) {
        return new Task.Step(
                step.key(), step.name(), step.task(), step.values(), dates.fill(step.parameters()), step.retries());
    }

    private static Map<String, String> filled(Map<String, String> texts, DateText dates) {
        Map<String, String> filled = new HashMap<>();
        texts.forEach((name, text) -> filled.put(name, dates.fill(text)));
        return filled;
    }

    /** What is unknown stays as it is, but encoded: the braces alone would make it no URL. */
    private static String url(String url, DateText dates) {
        return REFERENCE
                .matcher(url)
                .replaceAll(match -> Matcher.quoteReplacement(UrlText.encode(dates.fill(match.group()))));
    }
}
