package dev.carillon.testkit.simulation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives an object that has some of the methods of one of Kafka's wide interfaces that interface. A method that it does not
 * have throws and names itself: nobody can come to rely on something that is not simulated.
 */
final class ClientProxy {

    private record Signature(String name, List<Class<?>> parameters) {

        static Signature of(Method method) {
            return new Signature(method.getName(), List.of(method.getParameterTypes()));
        }
    }

    private ClientProxy() {}

    /** @throws IllegalArgumentException when the object has a public method that the interface does not know */
    static <T> T of(Class<T> type, Object behaviour) {
        Map<Signature, Method> known = new HashMap<>();
        for (Method method : behaviour.getClass().getDeclaredMethods()) {
            int modifiers = method.getModifiers();
            if (Modifier.isPublic(modifiers) && !Modifier.isStatic(modifiers) && !method.isSynthetic()) {
                method.setAccessible(true);
                known.put(Signature.of(method), method);
            }
        }
        List<Signature> wanted =
                Arrays.stream(type.getMethods()).map(Signature::of).toList();
        known.keySet().stream().filter(one -> !wanted.contains(one)).findFirst().ifPresent(stranger -> {
            throw new IllegalArgumentException(type.getSimpleName() + " has no " + stranger);
        });
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.invoke(behaviour, arguments);
                    }
                    Method real = known.get(Signature.of(method));
                    if (real == null) {
                        throw new UnsupportedOperationException("not simulated: " + type.getSimpleName() + "."
                                + method.getName() + Arrays.toString(method.getParameterTypes()));
                    }
                    try {
                        return real.invoke(behaviour, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return type.cast(proxy);
    }
}
