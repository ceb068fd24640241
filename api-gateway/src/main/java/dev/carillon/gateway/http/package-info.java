/** HTTP requests and answers as plain values, so that signatures are checked over the bytes that arrived. */
@NullMarked
package dev.carillon.gateway.http;

import org.jspecify.annotations.NullMarked;
