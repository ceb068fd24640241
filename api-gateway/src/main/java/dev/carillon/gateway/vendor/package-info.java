/** The border to the vendors: one adapter per product, nothing of a vendor crosses it. */
@NullMarked
package dev.carillon.gateway.vendor;

import org.jspecify.annotations.NullMarked;
