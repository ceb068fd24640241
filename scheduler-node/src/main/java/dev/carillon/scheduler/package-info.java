/** The scheduler node: settings, wiring, start and stop. What it does is in {@code dev.carillon.kafka.loop}. */
@NullMarked
package dev.carillon.scheduler;

import org.jspecify.annotations.NullMarked;
