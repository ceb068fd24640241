/** The promises of docs/guarantees.md on real brokers, with real SDKs and real processes. */
@NullMarked
package dev.carillon.cluster;

import org.jspecify.annotations.NullMarked;
