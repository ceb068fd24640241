package dev.carillon.gateway.vendor.aliyun.schedulerx;

import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.aliyun.AliyunFault;
import dev.carillon.gateway.vendor.aliyun.RpcRequest;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameters of one action, each checked against its {@link Field}; nothing that was sent is left unread. */
final class ActionRequest {

    private static final Pattern LIST_ITEM = Pattern.compile("([A-Za-z]+)\\.([1-9][0-9]{0,2})\\.([A-Za-z]+)");

    private final Action action;
    private final Map<String, String> values;
    private final SortedMap<Integer, Map<String, String>> items;

    private ActionRequest(Action action, Map<String, String> values, SortedMap<Integer, Map<String, String>> items) {
        this.action = action;
        this.values = values;
        this.items = items;
    }

    /**
     * @throws AliyunFault when a mandatory parameter is missing
     * @throws BusinessException when a parameter is unknown, refused or has a value that it cannot have
     */
    static ActionRequest read(Action action, RpcRequest request) {
        for (Field field : action.fields()) {
            String value = request.parameters().getOrDefault(field.name(), "");
            if (field.required() && value.isBlank()) {
                throw AliyunFault.missingParameter(field.name());
            }
        }
        ActionRequest read = new ActionRequest(action, new TreeMap<>(), new TreeMap<>());
        request.parameters().forEach(read::take);
        return read;
    }

    Action action() {
        return action;
    }

    /** The value as it was sent, perhaps empty; absent when it was not sent. */
    Optional<String> text(Field field) {
        return Optional.ofNullable(values.get(field.name()));
    }

    /** The value when there is one to speak of. */
    Optional<String> given(Field field) {
        return text(field).filter(value -> !value.isBlank());
    }

    Optional<Long> whole(Field field) {
        return text(field).map(Long::valueOf);
    }

    int whole(Field field, int otherwise) {
        return whole(field).map(Math::toIntExact).orElse(otherwise);
    }

    boolean flag(Field field, boolean otherwise) {
        return text(field).map(Boolean::valueOf).orElse(otherwise);
    }

    /** The items of the only list there is, ContactInfo, in the order of their indexes: values by field name. */
    Iterable<Map<String, String>> items() {
        return items.values();
    }

    boolean hasItems() {
        return !items.isEmpty();
    }

    private void take(String name, String value) {
        Matcher item = LIST_ITEM.matcher(name);
        String declared = item.matches() ? item.group(1) + ".N." + item.group(3) : name;
        Optional<Field> field = named(declared);
        if (field.isEmpty()) {
            checkSystem(name);
            return;
        }
        if (check(name, field.get(), value)) {
            if (item.matches()) {
                int index = Integer.parseInt(item.group(2));
                items.computeIfAbsent(index, i -> new TreeMap<>()).put(declared, value);
            } else {
                values.put(name, value);
            }
        }
    }

    private Optional<Field> named(String name) {
        return action.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst();
    }

    private void checkSystem(String name) {
        if (Fields.SYSTEM.stream().noneMatch(field -> field.name().equals(name))) {
            throw BusinessException.parameter(name, "is not a parameter of " + action.wireName());
        }
    }

    /** @return whether there is a value to keep */
    private static boolean check(String name, Field field, String value) {
        if (field.treatment() == Field.Treatment.REFUSED) {
            if (!value.isBlank()) {
                throw BusinessException.parameter(name, field.text());
            }
            return false;
        }
        Optional<String> problem = field.type().problem(value);
        if (problem.isPresent()) {
            throw BusinessException.parameter(name, problem.get());
        }
        return true;
    }
}
