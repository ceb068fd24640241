/** The same work by schedulers on PostgreSQL. */
@NullMarked
package dev.carillon.bench.peers;

import org.jspecify.annotations.NullMarked;
