/** What a node tells of itself: alive, ready, metrics. */
@NullMarked
package dev.carillon.kafka.health;

import org.jspecify.annotations.NullMarked;
