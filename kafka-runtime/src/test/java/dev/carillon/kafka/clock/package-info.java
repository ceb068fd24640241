@NullMarked
package dev.carillon.kafka.clock;

import org.jspecify.annotations.NullMarked;
