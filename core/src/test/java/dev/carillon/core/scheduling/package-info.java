/** Timelines of the shard: commands, reports and instants in, decisions out. */
@NullMarked
package dev.carillon.core.scheduling;

import org.jspecify.annotations.NullMarked;
