package dev.carillon.gateway.vendor.aliyun;

import dev.carillon.gateway.vendor.Field;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of one action, each checked against its {@link Field}; nothing that was sent is left unread.
 *
 * <p>Lists come as {@code Name.1.Part}, declared as {@code Name.N.Part}, or as {@code Name.1}, declared as {@code Name.N}.
 */
public final class ActionRequest {

    private static final Pattern LIST_ITEM = Pattern.compile("([A-Za-z]+)\\.([1-9][0-9]{0,2})(?:\\.([A-Za-z]+))?");

    private final RpcAction action;
    private final BiFunction<String, String, RuntimeException> wrong;
    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, SortedMap<Integer, Map<String, String>>> lists = new TreeMap<>();

    private ActionRequest(RpcAction action, BiFunction<String, String, RuntimeException> wrong) {
        this.action = action;
        this.wrong = wrong;
    }

    /**
     * @param wrong makes of the name of a parameter and its problem what is thrown when it is unknown, refused or has a value
     *     that it cannot have
     * @throws AliyunFault when a mandatory parameter is missing
     */
    public static ActionRequest read(
            RpcAction action, RpcRequest request, BiFunction<String, String, RuntimeException> wrong) {
        for (Field field : action.fields()) {
            String value = request.parameters().getOrDefault(field.name(), "");
            if (field.required() && value.isBlank()) {
                throw AliyunFault.missingParameter(field.name());
            }
        }
        ActionRequest read = new ActionRequest(action, wrong);
        request.parameters().forEach(read::take);
        return read;
    }

    public RpcAction action() {
        return action;
    }

    /** The value as it was sent, perhaps empty; absent when it was not sent. */
    public Optional<String> text(Field field) {
        return Optional.ofNullable(values.get(field.name()));
    }

    /** The value when there is one to speak of. */
    public Optional<String> given(Field field) {
        return text(field).filter(value -> !value.isBlank());
    }

    /** The value of a mandatory parameter. */
    public String need(Field field) {
        return given(field).orElseThrow();
    }

    public Optional<Long> whole(Field field) {
        return text(field).map(Long::valueOf);
    }

    public int whole(Field field, int otherwise) {
        return whole(field).map(Math::toIntExact).orElse(otherwise);
    }

    public boolean flag(Field field, boolean otherwise) {
        return text(field).map(Boolean::valueOf).orElse(otherwise);
    }

    /** The items of a list in the order of their indexes: values by declared name, {@code Name.N.Part}. */
    public Collection<Map<String, String>> items(String list) {
        return lists.getOrDefault(list, new TreeMap<>()).values();
    }

    /** The items of a list of plain values, in the order of their indexes. */
    public List<String> texts(Field field) {
        return items(field.name().substring(0, field.name().indexOf('.'))).stream()
                .map(item -> item.getOrDefault(field.name(), ""))
                .toList();
    }

    private void take(String name, String value) {
        Matcher item = LIST_ITEM.matcher(name);
        String declared = item.matches() ? declared(item) : name;
        Optional<Field> field = named(declared);
        if (field.isEmpty()) {
            if (!SystemFields.has(name)) {
                throw wrong.apply(name, "is not a parameter of " + action.wireName());
            }
        } else if (check(name, field.get(), value)) {
            if (item.matches()) {
                lists.computeIfAbsent(item.group(1), list -> new TreeMap<>())
                        .computeIfAbsent(Integer.valueOf(item.group(2)), index -> new TreeMap<>())
                        .put(declared, value);
            } else {
                values.put(name, value);
            }
        }
    }

    private static String declared(Matcher item) {
        return item.group(1) + ".N" + (item.group(3) == null ? "" : "." + item.group(3));
    }

    private Optional<Field> named(String name) {
        return action.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst();
    }

    /** Whether there is a value to keep. */
    private boolean check(String name, Field field, String value) {
        if (field.treatment() == Field.Treatment.REFUSED) {
            if (!value.isBlank()) {
                throw wrong.apply(name, field.text());
            }
            return false;
        }
        Optional<String> problem = field.type().problem(value);
        if (problem.isPresent()) {
            throw wrong.apply(name, problem.get());
        }
        return true;
    }
}
