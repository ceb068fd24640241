@NullMarked
package dev.carillon.kafka.health;

import org.jspecify.annotations.NullMarked;
