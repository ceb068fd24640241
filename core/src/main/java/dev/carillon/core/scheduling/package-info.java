/**
 * One shard of the schedule: decides what commands, reports and the passing of time cause, without doing any of it.
 *
 * <p>Read {@link dev.carillon.core.scheduling.SchedulerShard} first.
 */
@NullMarked
package dev.carillon.core.scheduling;

import org.jspecify.annotations.NullMarked;
