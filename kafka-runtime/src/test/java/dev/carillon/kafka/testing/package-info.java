@NullMarked
package dev.carillon.kafka.testing;

import org.jspecify.annotations.NullMarked;
