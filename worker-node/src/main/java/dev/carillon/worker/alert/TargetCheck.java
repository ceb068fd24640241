package dev.carillon.worker.alert;

import java.net.URI;
import java.util.Optional;

/** Whether this node may talk to a target; the same rules as for HTTP jobs. May block to resolve a name. */
@FunctionalInterface
public interface TargetCheck {

    /** @return why the target is refused; empty when it may be talked to */
    Optional<String> refusal(URI target);
}
