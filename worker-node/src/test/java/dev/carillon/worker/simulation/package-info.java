/** Whole clusters, schedulers and workers, in a simulated world. */
@NullMarked
package dev.carillon.worker.simulation;

import org.jspecify.annotations.NullMarked;
