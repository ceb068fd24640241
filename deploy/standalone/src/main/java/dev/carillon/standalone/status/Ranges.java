package dev.carillon.standalone.status;

import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;

/** Numbers for people: {@code 0-3,7}. */
final class Ranges {

    private Ranges() {}

    static String of(Collection<Integer> numbers) {
        List<Integer> sorted = numbers.stream().distinct().sorted().toList();
        StringJoiner text = new StringJoiner(",");
        int i = 0;
        while (i < sorted.size()) {
            int first = sorted.get(i);
            int last = first;
            while (++i < sorted.size() && sorted.get(i) == last + 1) {
                last++;
            }
            text.add(first == last ? Integer.toString(first) : first + "-" + last);
        }
        return text.toString();
    }
}
