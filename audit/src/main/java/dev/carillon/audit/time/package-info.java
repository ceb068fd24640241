/**
 * When fires are owed, a second time: every candidate is asked whether it belongs to the schedule, where the scheduler
 * computes the next one. Slower, and different on purpose.
 */
@NullMarked
package dev.carillon.audit.time;

import org.jspecify.annotations.NullMarked;
