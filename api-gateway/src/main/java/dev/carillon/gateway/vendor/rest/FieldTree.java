package dev.carillon.gateway.vendor.rest;

import dev.carillon.gateway.vendor.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The declared fields of a body in the shape of the body. A node is an object (it has children), an array (it has an item) or
 * a plain value (it has neither). Not changed once it is made.
 */
final class FieldTree {

    private static final String ARRAY = "[]";

    private final Map<String, FieldTree> children = new LinkedHashMap<>();
    private @Nullable Field field;
    private @Nullable FieldTree item;

    private FieldTree() {}

    /** @throws IllegalArgumentException when a name is declared twice */
    static FieldTree of(List<Field> fields) {
        FieldTree root = new FieldTree();
        for (Field field : fields) {
            FieldTree at = root;
            for (String part : field.name().split("\\.", -1)) {
                at = at.step(part);
            }
            if (at.field != null) {
                throw new IllegalArgumentException("declared twice: " + field.name());
            }
            at.field = field;
        }
        return root;
    }

    private FieldTree step(String part) {
        if (!part.endsWith(ARRAY)) {
            return children.computeIfAbsent(part, unused -> new FieldTree());
        }
        FieldTree array = step(part.substring(0, part.length() - ARRAY.length()));
        if (array.item == null) {
            array.item = new FieldTree();
        }
        return array.item;
    }

    /** What is declared of this node itself; null for an object or array that is only implied by what it holds. */
    @Nullable
    Field field() {
        return field;
    }

    /** What each item is; null when this is no array. */
    @Nullable
    FieldTree item() {
        return item;
    }

    Map<String, FieldTree> children() {
        return children;
    }
}
