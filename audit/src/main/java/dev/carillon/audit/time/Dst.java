package dev.carillon.audit.time;

import dev.carillon.proto.v1.DstPolicy;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * What a local time means where the clocks are changed, see docs/jobs.md.
 *
 * @param gap for a local time that does not happen
 * @param overlap for one that happens twice
 */
public record Dst(Gap gap, Overlap overlap) {

    /** The times of a time of day: each day has its fires, once. */
    public static final Dst WALL_CLOCK = new Dst(Gap.SHIFT, Overlap.FIRST);

    /** The times of an interval: a day has 23 or 25 hours of them. */
    public static final Dst ELAPSED = new Dst(Gap.SKIP, Overlap.BOTH);

    /** {@code SHIFT}: the first instant after the gap. {@code KEEP_ELAPSED}: where it would be without the change. */
    public enum Gap {
        SHIFT,
        SKIP,
        KEEP_ELAPSED
    }

    /** Which of the two counts. */
    public enum Overlap {
        FIRST,
        SECOND,
        BOTH
    }

    /** @param unset for what the policy leaves to the schedule */
    static Dst of(DstPolicy wire, Dst unset) {
        Gap gap = switch (wire.getGap()) {
            case GAP_UNSPECIFIED -> unset.gap();
            case SHIFT -> Gap.SHIFT;
            case SKIP -> Gap.SKIP;
            case KEEP_ELAPSED -> Gap.KEEP_ELAPSED;
            case UNRECOGNIZED -> throw new IllegalArgumentException("dst.gap: " + wire.getGapValue() + " is not known");
        };
        Overlap overlap = switch (wire.getOverlap()) {
            case OVERLAP_UNSPECIFIED -> unset.overlap();
            case FIRST -> Overlap.FIRST;
            case SECOND -> Overlap.SECOND;
            case BOTH -> Overlap.BOTH;
            case UNRECOGNIZED ->
                throw new IllegalArgumentException("dst.overlap: " + wire.getOverlapValue() + " is not known");
        };
        return new Dst(gap, overlap);
    }

    /** The instants of a local time: none, one or two. */
    List<Instant> instants(LocalDateTime local, ZoneRules rules) {
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        return switch (offsets.size()) {
            case 0 ->
                switch (gap) {
                    case SKIP -> List.of();
                    case SHIFT -> List.of(rules.getTransition(local).getInstant());
                    case KEEP_ELAPSED ->
                        List.of(local.toInstant(rules.getTransition(local).getOffsetBefore()));
                };
            case 1 -> List.of(local.toInstant(offsets.getFirst()));
            default ->
                switch (overlap) {
                    case FIRST -> List.of(local.toInstant(offsets.getFirst()));
                    case SECOND -> List.of(local.toInstant(offsets.getLast()));
                    case BOTH ->
                        offsets.stream().map(offset -> local.toInstant(offset)).toList();
                };
        };
    }
}
