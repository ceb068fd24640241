/** Tests of the scheduler node's settings; what it does is tested with the loop. */
@NullMarked
package dev.carillon.scheduler;

import org.jspecify.annotations.NullMarked;
