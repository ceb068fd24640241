package dev.carillon.kafka.codec;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The two names of one set of values: in the core and on the wire. Made from an exhaustive switch core → wire, so that
 * the compiler asks for the wire name of every new value; the way back is derived. What the wire knows beyond that
 * (unspecified, or from a newer version) is unreadable.
 */
final class EnumWire<C extends Enum<C>, W extends Enum<W>> {

    private final Function<C, W> toWire;
    private final Map<W, C> fromWire;
    private final String expected;

    EnumWire(Class<C> core, Class<W> wire, Function<C, W> toWire) {
        this.toWire = toWire;
        this.fromWire = new EnumMap<>(wire);
        for (C value : core.getEnumConstants()) {
            if (fromWire.put(toWire.apply(value), value) != null) {
                throw new IllegalStateException("two values of " + core + " have one wire name: " + value);
            }
        }
        this.expected = Arrays.stream(core.getEnumConstants())
                .map(toWire)
                .map(Enum::name)
                .collect(Collectors.joining(", "));
    }

    W toWire(C value) {
        return toWire.apply(value);
    }

    C fromWire(String field, W value) {
        C core = fromWire.get(value);
        if (core == null) {
            throw new UnreadableRecordException(field, "must be one of " + expected + ", was " + value.name());
        }
        return core;
    }
}
