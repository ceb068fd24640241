/** Tests of the loop: policies with hand-driven parts, and the rules about Kafka on an embedded broker. */
@NullMarked
package dev.carillon.kafka.loop;

import org.jspecify.annotations.NullMarked;
