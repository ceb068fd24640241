/** Everything in one process: the data directory, the cluster built by hand in {@code Cluster}, and what stops it. */
@NullMarked
package dev.carillon.standalone;

import org.jspecify.annotations.NullMarked;
