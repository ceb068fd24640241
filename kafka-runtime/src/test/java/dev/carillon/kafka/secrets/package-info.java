/** Tests of the encryption. */
@NullMarked
package dev.carillon.kafka.secrets;

import org.jspecify.annotations.NullMarked;
