/** A cluster in processes of its own, its jobs, and what is read from its log afterwards. */
@NullMarked
package dev.carillon.bench.cluster;

import org.jspecify.annotations.NullMarked;
