/** Asks a gateway over the native API, and shows what it answers. */
@NullMarked
package dev.carillon.standalone.ask;

import org.jspecify.annotations.NullMarked;
