/** Tests of the figures. */
@NullMarked
package dev.carillon.bench.result;

import org.jspecify.annotations.NullMarked;
