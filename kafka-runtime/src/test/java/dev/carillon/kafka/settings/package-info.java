@NullMarked
package dev.carillon.kafka.settings;

import org.jspecify.annotations.NullMarked;
