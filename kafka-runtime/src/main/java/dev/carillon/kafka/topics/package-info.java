/** The topics of a cluster: their names, how they are made, and what the brokers must be able to do. */
@NullMarked
package dev.carillon.kafka.topics;

import org.jspecify.annotations.NullMarked;
