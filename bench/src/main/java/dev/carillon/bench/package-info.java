/** The benches: what is measured, and the command line. */
@NullMarked
package dev.carillon.bench;

import org.jspecify.annotations.NullMarked;
