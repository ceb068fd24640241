package dev.carillon.gateway.vendor.aliyun.schedulerx;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.RpcAcsRequest;
import dev.carillon.gateway.vendor.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that the vendor's classic SDK can set is unknown to the field tables, and so to the documents. */
class DeclaredSettersTest {

    private static final String MODEL = "com.aliyuncs.schedulerx2.model.v20190430.";

    /** The SDK of this age lacks some of what the vendor has added since. */
    static Stream<Class<?>> requests() {
        return Arrays.stream(Action.values()).map(Action::wireName).flatMap(name -> {
            try {
                return Stream.of(Class.forName(MODEL + name + "Request"));
            } catch (ClassNotFoundException e) {
                return Stream.empty();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("requests")
    void everySetterSendsWhatTheTableDeclares(Class<?> type) throws Exception {
        // Given
        Action action = Action.named(type.getSimpleName().replaceFirst("Request$", ""));
        RpcAcsRequest<?> request = (RpcAcsRequest<?>) type.getConstructor().newInstance();
        Set<String> system = sent(request);
        List<Method> setters = setters(type);

        // When
        for (Method setter : setters) {
            setter.invoke(request, sample(setter.getParameterTypes()[0], setter));
        }

        // Then
        Set<String> sent = sent(request);
        sent.removeAll(system);
        assertThat(setters).isNotEmpty();
        assertThat(sent).hasSizeGreaterThanOrEqualTo(setters.size()).isSubsetOf(declared(action));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void whatIsWithoutEffectIsNamedHere(Class<?> type) {
        Action action = Action.named(type.getSimpleName().replaceFirst("Request$", ""));

        assertThat(action.fields().stream()
                        .filter(field -> field.treatment() == Field.Treatment.NO_EFFECT)
                        .map(Field::name))
                .isSubsetOf("NamespaceSource");
    }

    private static Set<String> declared(Action action) {
        return action.fields().stream()
                .map(field -> field.name().replace(".N", ".1"))
                .collect(Collectors.toSet());
    }

    private static Set<String> sent(RpcAcsRequest<?> request) {
        Set<String> names = new TreeSet<>(request.getSysQueryParameters().keySet());
        names.addAll(request.getSysBodyParameters().keySet());
        return names;
    }

    private static List<Method> setters(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().startsWith("set") && method.getParameterCount() == 1)
                .filter(method -> !method.isBridge())
                .toList();
    }

    /** A list is of a nested model, whose setters are part of the request. */
    private static Object sample(Class<?> wanted, Method setter) throws ReflectiveOperationException {
        if (wanted == List.class) {
            String item = setter.getName().substring("set".length()).replaceFirst("s$", "");
            Class<?> model = Class.forName(setter.getDeclaringClass().getName() + "$" + item);
            Object nested = model.getConstructor().newInstance();
            for (Method inner : setters(model)) {
                inner.invoke(nested, sample(inner.getParameterTypes()[0], inner));
            }
            return List.of(nested);
        }
        return wanted == Integer.class ? (Object) 1 : wanted == Long.class ? 1L : wanted == Boolean.class ? true : "x";
    }
}
