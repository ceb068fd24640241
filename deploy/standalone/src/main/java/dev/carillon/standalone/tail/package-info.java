/** Prints the records of a topic as JSON, for people and for scripts. */
@NullMarked
package dev.carillon.standalone.tail;

import org.jspecify.annotations.NullMarked;
