/** Encryption of the values that topics, views and logs must not show. */
@NullMarked
package dev.carillon.kafka.secrets;

import org.jspecify.annotations.NullMarked;
