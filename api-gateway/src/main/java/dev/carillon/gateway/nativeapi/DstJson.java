package dev.carillon.gateway.nativeapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.core.time.DstPolicy;
import java.util.Optional;

/** The field "dst" of a schedule; what is left out of it goes by the schedule. */
final class DstJson {

    private DstJson() {}

    static DstPolicy read(Optional<FieldReader> json) {
        return json.map(DstJson::read).orElse(DstPolicy.DEFAULT);
    }

    private static DstPolicy read(FieldReader json) {
        DstPolicy policy = DstPolicy.of(
                one(json, "gap", DstPolicy.Gap.BY_EXPRESSION), one(json, "overlap", DstPolicy.Overlap.BY_EXPRESSION));
        json.done();
        return policy;
    }

    private static <E extends Enum<E>> E one(FieldReader json, String name, E absent) {
        return json.optionalText(name)
                .map(value -> PolicyJson.oneOf(json.pathOf(name), value, absent.getDeclaringClass()))
                .orElse(absent);
    }

    /** Writes the field unless all of it goes by the schedule. */
    static void write(ObjectNode schedule, DstPolicy dst) {
        if (!dst.equals(DstPolicy.DEFAULT)) {
            schedule.putObject("dst")
                    .put("gap", dst.gap().name())
                    .put("overlap", dst.overlap().name());
        }
    }
}
