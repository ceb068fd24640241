package dev.carillon.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InternerTest {

    /** Two values whose hashes share a place. */
    private record Colliding(String text) {
        @Override
        public int hashCode() {
            return 7;
        }
    }

    @Test
    void equalValuesAreOneObject() {
        Interner<String> words = new Interner<>();
        String first = new String("default");

        assertThat(words.intern(first)).isSameAs(first);
        assertThat(words.intern(new String("default"))).isSameAs(first);
    }

    @Test
    void aValueNeverBecomesAnotherOneThatOnlyHasItsHash() {
        Interner<Colliding> values = new Interner<>();

        assertThat(values.intern(new Colliding("a"))).isEqualTo(new Colliding("a"));
        assertThat(values.intern(new Colliding("b"))).isEqualTo(new Colliding("b"));
        assertThat(values.intern(new Colliding("a"))).isEqualTo(new Colliding("a"));
    }

    @Test
    void itHoldsNoMoreThanItHasPlacesFor() {
        Interner<Object> values = new Interner<>();
        int many = 100_000;
        IntStream.range(0, many).forEach(i -> values.intern("value " + i));

        Set<Object> kept = new HashSet<>();
        for (int i = 0; i < many; i++) {
            String again = new String("value " + i);
            Object known = values.intern(again);
            if (known != (Object) again) {
                kept.add(known);
            }
        }
        assertThat(kept).hasSizeLessThanOrEqualTo(1 << 12);
    }
}
