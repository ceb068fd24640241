package dev.carillon.kafka.codec;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/** Small random values from one seed; edge values come often. */
class Generator {

    private static final String[] TEXTS = {
        "a", "job", "名前", "with blank", "😀", "line\nbreak", "\"quoted\\", "x".repeat(200)
    };

    private final RandomGenerator random;

    Generator(long seed) {
        random = RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom").create(seed);
    }

    boolean flag() {
        return random.nextBoolean();
    }

    /** From min to max, both possible and likely. */
    int number(int min, int max) {
        return (int) number((long) min, max);
    }

    long number(long min, long max) {
        return switch (random.nextInt(6)) {
            case 0 -> min;
            case 1 -> max;
            default -> random.nextLong(min, max == Long.MAX_VALUE ? max : max + 1);
        };
    }

    String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    String optionalText() {
        return flag() ? "" : text();
    }

    /** As long as asked for, of one letter. */
    String textOfAtMost(int maxLength) {
        return "t".repeat(number(1, maxLength));
    }

    Instant instant() {
        return Instant.ofEpochMilli(
                number(1, Instant.parse("2199-12-31T23:59:59.999Z").toEpochMilli()));
    }

    @Nullable
    Instant optionalInstant() {
        return flag() ? null : instant();
    }

    Duration duration(Duration min, Duration max) {
        return Duration.ofMillis(number(min.toMillis(), max.toMillis()));
    }

    <E extends Enum<E>> E any(Class<E> values) {
        return one(List.of(values.getEnumConstants()));
    }

    <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    @SafeVarargs
    final <T> T oneOf(Supplier<? extends T>... choices) {
        return choices[random.nextInt(choices.length)].get();
    }

    <T> List<T> list(int max, Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int i = number(0, max); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }

    <K, V> Map<K, V> map(int max, Supplier<K> key, Supplier<V> value) {
        Map<K, V> map = new LinkedHashMap<>();
        for (int i = number(0, max); i > 0; i--) {
            map.put(key.get(), value.get());
        }
        return map;
    }
}
