/** What a user's Java job implements. Nothing in it depends on anything but Java 17. */
@NullMarked
package dev.carillon.job;

import org.jspecify.annotations.NullMarked;
