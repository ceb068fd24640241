@NullMarked
package dev.carillon.kafka.codec;

import org.jspecify.annotations.NullMarked;
