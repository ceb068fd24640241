@NullMarked
package dev.carillon.gateway.http;

import org.jspecify.annotations.NullMarked;
