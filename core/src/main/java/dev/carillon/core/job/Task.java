package dev.carillon.core.job;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a worker does for one attempt. */
public sealed interface Task {

    /** Which slots of a worker the task takes. */
    TaskKind kind();

    /** What a worker must run to be given the task. */
    default Set<TaskKind> kinds() {
        return Set.of(kind());
    }

    /**
     * A script for {@code /bin/sh -c}.
     *
     * @param script #{nominalMs} and #{dataMs} in it are replaced by epoch milliseconds; nothing else is, since text
     *     from outside must not become part of a script
     * @param arguments $0, $1 …; when empty, the parameters split on blanks
     * @param environment added to the clean environment that the script gets
     */
    record Shell(String script, List<String> arguments, Map<String, String> environment) implements Task {

        public static final int MAX_SCRIPT_BYTES = 256 * 1024;
        private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

        public Shell {
            Checks.text("task.shell.script", script, MAX_SCRIPT_BYTES);
            Checks.bytes("task.shell.script", script, MAX_SCRIPT_BYTES);
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
            for (String name : environment.keySet()) {
                if (!VARIABLE.matcher(name).matches()) {
                    throw new InvalidDefinitionException("task.shell.environment", "not a variable name: " + name);
                }
            }
        }

        @Override
        public TaskKind kind() {
            return TaskKind.SHELL;
        }
    }

    /**
     * One HTTP request.
     *
     * @param url may hold #{name} templates and ${…} dates behind its host; what is filled in there is encoded. No secrets:
     *     URLs are logged on the way
     * @param headers values may hold #{name} templates
     * @param body may hold #{name} templates; empty for none
     */
    record Http(
            String url,
            String method,
            Map<String, String> headers,
            String body,
            Duration connectTimeout,
            Duration readTimeout,
            HttpCheck check)
            implements Task {

        private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD");
        private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
        private static final Pattern DATE = Pattern.compile("\\$\\{[^${}]{1,200}}");
        private static final Pattern TEMPLATE = Pattern.compile("#\\{[A-Za-z][A-Za-z0-9_.]*(:url)?}|" + DATE.pattern());
        private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
        private static final Duration MAX_TIMEOUT = Duration.ofDays(1);

        public Http {
            checkUrl(url);
            if (!METHODS.contains(method)) {
                throw new InvalidDefinitionException(
                        "task.http.method", "must be GET, POST, PUT, PATCH, DELETE or HEAD, was " + method);
            }
            headers = Map.copyOf(headers);
            headers.forEach(Http::checkHeader);
            Checks.bytes("task.http.body", body, 256 * 1024);
            Checks.range("task.http.connectTimeout", connectTimeout, MIN_TIMEOUT, MAX_TIMEOUT);
            Checks.range("task.http.readTimeout", readTimeout, MIN_TIMEOUT, MAX_TIMEOUT);
        }

        @Override
        public TaskKind kind() {
            return TaskKind.HTTP;
        }

        /** Whether the URL holds dates: without {@link DateVariables} it would be none. */
        boolean hasDates() {
            return DATE.matcher(url).find();
        }

        private static void checkUrl(String url) {
            try {
                URI uri = new URI(TEMPLATE.matcher(url).replaceAll("x"));
                checkTemplates(url);
                boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
                if (!web || uri.getHost() == null) {
                    throw new InvalidDefinitionException("task.http.url", "must be an http or https URL, was " + url);
                }
            } catch (URISyntaxException e) {
                throw new InvalidDefinitionException("task.http.url", "is not a URL: " + e.getMessage());
            }
        }

        /** Behind the host only: where a request goes must not depend on what is filled in. */
        private static void checkTemplates(String url) {
            Matcher template = TEMPLATE.matcher(url);
            int path = url.indexOf('/', url.indexOf("//") + 2);
            if (template.find() && (path < 0 || template.start() < path)) {
                throw new InvalidDefinitionException(
                        "task.http.url", "may hold templates in its path and query only, was " + url);
            }
            if (url.contains("#{secret.")) {
                throw new InvalidDefinitionException(
                        "task.http.url", "must not hold secrets, they belong in header values or the body, was " + url);
            }
        }

        private static void checkHeader(String name, String value) {
            if (!HEADER.matcher(name).matches()) {
                throw new InvalidDefinitionException("task.http.headers", "not a header name: " + name);
            }
            if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
                throw new InvalidDefinitionException("task.http.headers", name + " must not hold a line break");
            }
        }
    }

    /**
     * A class that implements {@code JobProcessor}.
     *
     * @param jar file name in the worker's job directory; empty for whichever jar holds the class
     */
    record Java(String className, String jar) implements Task {

        private static final Pattern CLASS_NAME =
                Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*");

        public Java {
            Checks.text("task.java.className", className, 500);
            if (!CLASS_NAME.matcher(className).matches()) {
                throw new InvalidDefinitionException("task.java.className", "not a class name: " + className);
            }
            if (jar.contains("/") || jar.contains("\\") || jar.contains("..")) {
                throw new InvalidDefinitionException("task.java.jar", "must be a file name without a path, was " + jar);
            }
        }

        @Override
        public TaskKind kind() {
            return TaskKind.JAVA;
        }
    }

    /**
     * Several steps in one execution, by one worker: each runs one of the tasks. The attempt succeeds when every step has
     * succeeded; an attempt after a failed one runs only what has not succeeded yet.
     *
     * @param tasks what the steps run; none of them a plan
     * @param steps in the order in which they begin
     * @param stopOnFailure whether a failed step keeps those from beginning that have not yet begun
     * @param parallelism how many steps may run at once; 1 runs one after the other
     */
    record Plan(List<Task> tasks, List<Step> steps, boolean stopOnFailure, int parallelism) implements Task {

        public static final int MAX_TASKS = 100;
        public static final int MAX_STEPS = 1000;
        public static final int MAX_PARALLELISM = 50;

        public Plan {
            Checks.range("task.plan.tasks", tasks.size(), 1, MAX_TASKS);
            Checks.range("task.plan.steps", steps.size(), 1, MAX_STEPS);
            Checks.range("task.plan.parallelism", parallelism, 1, MAX_PARALLELISM);
            tasks = List.copyOf(tasks);
            steps = List.copyOf(steps);
            if (tasks.stream().anyMatch(Plan.class::isInstance)) {
                throw new InvalidDefinitionException("task.plan.tasks", "must not be plans themselves");
            }
            Set<String> keys = new HashSet<>();
            for (Step step : steps) {
                Checks.range("task.plan.steps.task", step.task(), 0, tasks.size() - 1);
                if (!keys.add(step.key())) {
                    throw new InvalidDefinitionException("task.plan.steps.key", "is there twice: " + step.key());
                }
            }
        }

        public Task taskOf(Step step) {
            return tasks.get(step.task());
        }

        /** The weightiest of what it runs. */
        @Override
        public TaskKind kind() {
            return Collections.min(kinds());
        }

        @Override
        public Set<TaskKind> kinds() {
            return tasks.stream().map(Task::kind).collect(Collectors.toUnmodifiableSet());
        }
    }

    /**
     * One step of a plan.
     *
     * @param key names the step within its plan and in the history
     * @param name for people
     * @param task index in the plan's tasks
     * @param values reach the task: {@code STEP_<NAME>} in a script's environment, {@code #{step.<name>}} in templates
     * @param parameters in place of the run's; empty: the run's
     * @param retries further tries after a failed one, within the attempt
     */
    record Step(String key, String name, int task, Map<String, String> values, String parameters, int retries) {

        private static final Pattern VALUE_NAME = Pattern.compile("[a-z][a-z0-9_]*");
        private static final int MAX_VALUES = 20;
        private static final int MAX_VALUE = 1000;
        private static final int MAX_RETRIES = 100;

        public Step {
            Checks.text("task.plan.steps.key", key, 255);
            Checks.optionalText("task.plan.steps.name", name, 255);
            Checks.range("task.plan.steps.values", values.size(), 0, MAX_VALUES);
            values = Map.copyOf(values);
            values.forEach((valueName, value) -> {
                if (!VALUE_NAME.matcher(valueName).matches()) {
                    throw new InvalidDefinitionException(
                            "task.plan.steps.values", "not a name of lower-case letters, digits and _: " + valueName);
                }
                Checks.optionalText("task.plan.steps.values." + valueName, value, MAX_VALUE);
            });
            Checks.bytes("task.plan.steps.parameters", parameters, JobDefinition.MAX_PARAMETERS_BYTES);
            Checks.range("task.plan.steps.retries", retries, 0, MAX_RETRIES);
        }
    }
}
