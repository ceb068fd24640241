/** The gateway node; begin with {@link dev.carillon.gateway.GatewayNode}. */
@NullMarked
package dev.carillon.gateway;

import org.jspecify.annotations.NullMarked;
