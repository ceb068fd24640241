/** JSON as every API of the gateway reads and writes it. */
@NullMarked
package dev.carillon.gateway.json;

import org.jspecify.annotations.NullMarked;
