/** The cluster's clock is the broker's; each node measures how far its own is from it. */
@NullMarked
package dev.carillon.kafka.clock;

import org.jspecify.annotations.NullMarked;
