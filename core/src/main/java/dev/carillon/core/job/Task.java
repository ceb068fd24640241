package dev.carillon.core.job;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a worker does for one attempt. */
public sealed interface Task {

    /** Which slots of a worker the task takes. */
    TaskKind kind();

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

        public Shell {
            Checks.text("task.shell.script", script, MAX_SCRIPT_BYTES);
            Checks.bytes("task.shell.script", script, MAX_SCRIPT_BYTES);
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
            for (String name : environment.keySet()) {
                if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
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

        private static void checkUrl(String url) {
            try {
                URI uri = new URI(url);
                boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
                if (!web || uri.getHost() == null) {
                    throw new InvalidDefinitionException("task.http.url", "must be an http or https URL, was " + url);
                }
            } catch (URISyntaxException e) {
                throw new InvalidDefinitionException("task.http.url", "is not a URL: " + e.getMessage());
            }
        }

        private static void checkHeader(String name, String value) {
            if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
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

        public Java {
            Checks.text("task.java.className", className, 500);
            if (!className.matches("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*")) {
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
}
