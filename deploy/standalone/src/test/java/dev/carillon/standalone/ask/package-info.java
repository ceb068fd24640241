/** What commands ask of a gateway, and what they show of its answers. */
@NullMarked
package dev.carillon.standalone.ask;

import org.jspecify.annotations.NullMarked;
