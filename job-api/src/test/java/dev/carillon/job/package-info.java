/** Tests of the job interface. */
@NullMarked
package dev.carillon.job;

import org.jspecify.annotations.NullMarked;
