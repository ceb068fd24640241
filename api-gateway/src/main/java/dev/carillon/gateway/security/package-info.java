/** Who may call: the credentials file, native authentication and the memory against replayed requests. */
@NullMarked
package dev.carillon.gateway.security;

import org.jspecify.annotations.NullMarked;
