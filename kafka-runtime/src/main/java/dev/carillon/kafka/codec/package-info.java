/** Between the wire ({@code proto}) and the values of {@code core}: total one way, strict the other. */
@NullMarked
package dev.carillon.kafka.codec;

import org.jspecify.annotations.NullMarked;
