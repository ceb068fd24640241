package dev.carillon.kafka.health;

import java.util.ArrayList;
import java.util.List;

/** The answer of {@code /readyz}: so small that it needs no JSON library. */
final class HealthJson {

    private final List<String> checks = new ArrayList<>();
    private boolean healthy = true;

    private HealthJson() {}

    static HealthJson of(List<HealthCheck> checks) {
        HealthJson json = new HealthJson();
        for (HealthCheck check : checks) {
            HealthCheck.Answer answer = check.answer();
            json.healthy &= answer.healthy();
            json.checks.add("{\"name\":" + quoted(check.name()) + ",\"status\":" + quoted(status(answer.healthy()))
                    + ",\"detail\":" + quoted(answer.detail()) + "}");
        }
        return json;
    }

    boolean healthy() {
        return healthy;
    }

    String text() {
        return "{\"status\":" + quoted(status(healthy)) + ",\"checks\":[" + String.join(",", checks) + "]}\n";
    }

    private static String status(boolean healthy) {
        return healthy ? "up" : "down";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                default -> {
                    if (c < ' ' || Character.isSurrogate(c)) {
                        quoted.append(String.format("\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
