/** Figures: how they are printed, kept and made into tables. */
@NullMarked
package dev.carillon.bench.result;

import org.jspecify.annotations.NullMarked;
