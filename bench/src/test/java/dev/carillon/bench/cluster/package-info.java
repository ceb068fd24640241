/** Tests of the plan of fires and of its judge. */
@NullMarked
package dev.carillon.bench.cluster;

import org.jspecify.annotations.NullMarked;
