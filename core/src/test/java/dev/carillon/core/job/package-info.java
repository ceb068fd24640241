/** Tests of definitions and of what they hold. */
@NullMarked
package dev.carillon.core.job;

import org.jspecify.annotations.NullMarked;
