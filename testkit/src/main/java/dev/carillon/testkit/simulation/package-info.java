/**
 * Whole clusters in one thread of control, from one seed: simulated time, processes that crash and freeze, and a log with
 * Kafka's semantics for what the product relies on.
 */
@NullMarked
package dev.carillon.testkit.simulation;

import org.jspecify.annotations.NullMarked;
