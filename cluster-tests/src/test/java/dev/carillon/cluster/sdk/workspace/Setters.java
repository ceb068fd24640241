package dev.carillon.cluster.sdk.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The setters of an SDK's model, found by reflection, so that a new one fails a test until it has a sample. */
final class Setters {

    private Setters() {}

    /** Sets every field of the model, which must be exactly those that have a sample. */
    static <T> T fill(T model, Map<String, Object> samples) throws ReflectiveOperationException {
        Map<String, Method> setters = of(model.getClass());
        assertThat(setters.keySet()).containsExactlyInAnyOrderElementsOf(samples.keySet());
        for (Map.Entry<String, Method> setter : setters.entrySet()) {
            setter.getValue().invoke(model, samples.get(setter.getKey()));
        }
        return model;
    }

    static void assertReadBack(Map<String, Object> samples, Collection<String> names, Object answer)
            throws ReflectiveOperationException {
        for (String name : names) {
            Object back = answer.getClass().getMethod("get" + name).invoke(answer);
            assertThat(String.valueOf(back)).as(name).isEqualTo(String.valueOf(samples.get(name)));
        }
    }

    /** By the name of the property. */
    static Map<String, Method> of(Class<?> model) {
        return Arrays.stream(model.getMethods())
                .filter(method -> method.getName().startsWith("set") && method.getDeclaringClass() == model)
                .collect(Collectors.toMap(
                        method -> method.getName().substring("set".length()),
                        method -> method,
                        (one, other) -> one,
                        TreeMap::new));
    }
}
