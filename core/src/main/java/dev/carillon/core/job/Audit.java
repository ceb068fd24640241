package dev.carillon.core.job;

import java.time.Instant;

/** Who made and last changed a definition, by access key, and when. */
public record Audit(Instant createdAt, String createdBy, Instant updatedAt, String updatedBy) {

    public static final Audit NONE = new Audit(Instant.EPOCH, "", Instant.EPOCH, "");

    public static Audit created(Instant at, String by) {
        return new Audit(at, by, at, by);
    }

    public Audit updated(Instant at, String by) {
        return new Audit(createdAt, createdBy, at, by);
    }
}
