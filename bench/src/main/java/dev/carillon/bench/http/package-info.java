/** Clients that cost the machine as little as possible: requests made as bytes, connections that stay open. */
@NullMarked
package dev.carillon.bench.http;

import org.jspecify.annotations.NullMarked;
