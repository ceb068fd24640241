/** What to run, when and under which policies: immutable values that check themselves. */
@NullMarked
package dev.carillon.core.job;

import org.jspecify.annotations.NullMarked;
