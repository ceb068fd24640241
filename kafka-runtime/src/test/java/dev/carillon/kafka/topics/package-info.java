@NullMarked
package dev.carillon.kafka.topics;

import org.jspecify.annotations.NullMarked;
