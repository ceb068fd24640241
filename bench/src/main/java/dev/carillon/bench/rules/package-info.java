/** The scheduler's rules alone, without Kafka: how fast one thread could be at best. */
@NullMarked
package dev.carillon.bench.rules;

import org.jspecify.annotations.NullMarked;
