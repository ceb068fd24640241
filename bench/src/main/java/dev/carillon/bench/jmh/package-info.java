/** Runs JMH from the bench's own command line. */
@NullMarked
package dev.carillon.bench.jmh;

import org.jspecify.annotations.NullMarked;
