/** The embedded Kafka broker: one node that is its own controller, on loopback, behind a secret. */
@NullMarked
package dev.carillon.standalone.broker;

import org.jspecify.annotations.NullMarked;
