package dev.carillon.gateway.nativeapi;

import java.util.Optional;

/** By what a list of jobs may be filtered. */
enum JobState {
    /** Its schedule fires. */
    ACTIVE(Optional.of(true), Optional.of(false)),
    DISABLED(Optional.of(false), Optional.empty()),
    /** Also when it is disabled besides. */
    PAUSED(Optional.empty(), Optional.of(true));

    private final Optional<Boolean> enabled;
    private final Optional<Boolean> paused;

    JobState(Optional<Boolean> enabled, Optional<Boolean> paused) {
        this.enabled = enabled;
        this.paused = paused;
    }

    Optional<Boolean> enabled() {
        return enabled;
    }

    Optional<Boolean> paused() {
        return paused;
    }
}
