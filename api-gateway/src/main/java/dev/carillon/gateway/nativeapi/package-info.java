/** The native API under {@code /api/v1}; begin with {@link dev.carillon.gateway.nativeapi.NativeApi}. */
@NullMarked
package dev.carillon.gateway.nativeapi;

import org.jspecify.annotations.NullMarked;
