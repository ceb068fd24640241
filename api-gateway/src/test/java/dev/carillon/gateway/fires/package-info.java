@NullMarked
package dev.carillon.gateway.fires;

import org.jspecify.annotations.NullMarked;
