/**
 * What the product does while its processes are killed, frozen and stopped. Every test starts separate processes on one
 * broker, lets something happen to them at instants drawn from a printed seed, and judges the raw topics afterwards.
 */
@NullMarked
package dev.carillon.cluster.faults;

import org.jspecify.annotations.NullMarked;
