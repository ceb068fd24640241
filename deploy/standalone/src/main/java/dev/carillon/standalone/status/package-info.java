/** How a cluster stands, as the brokers and its topics tell: for {@code carillon status}. */
@NullMarked
package dev.carillon.standalone.status;

import org.jspecify.annotations.NullMarked;
