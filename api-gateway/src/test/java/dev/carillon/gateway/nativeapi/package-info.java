@NullMarked
package dev.carillon.gateway.nativeapi;

import org.jspecify.annotations.NullMarked;
