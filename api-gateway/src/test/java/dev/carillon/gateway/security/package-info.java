@NullMarked
package dev.carillon.gateway.security;

import org.jspecify.annotations.NullMarked;
