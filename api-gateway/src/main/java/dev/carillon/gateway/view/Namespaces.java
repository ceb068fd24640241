package dev.carillon.gateway.view;

import dev.carillon.gateway.service.Permissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The patterns of {@link Permissions#namespaces} as a condition, so that pages are cut after it and not before. */
final class Namespaces {

    private Namespaces() {}

    /** @param allowed empty for all */
    static void restrict(Select select, String column, List<String> allowed) {
        if (allowed.isEmpty()) {
            return;
        }
        List<String> conditions = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        List<String> names = allowed.stream()
                .filter(pattern -> !Permissions.isPrefix(pattern))
                .toList();
        if (!names.isEmpty()) {
            // Alone it lets SQLite use the index.
            conditions.add(column + names.stream().map(name -> "?").collect(Collectors.joining(", ", " IN (", ")")));
            values.addAll(names);
        }
        for (String pattern : allowed) {
            if (Permissions.isPrefix(pattern)) {
                // Not LIKE, which takes no notice of case, nor GLOB: a namespace may hold what they give a meaning to.
                conditions.add("instr(" + column + ", ?) = 1");
                values.add(Permissions.prefix(pattern));
            }
        }
        select.where("(" + String.join(" OR ", conditions) + ")", values.toArray());
    }
}
