/** JD Cloud JMR, driven by the vendor's core. */
@NullMarked
package dev.carillon.cluster.sdk.jmr;

import org.jspecify.annotations.NullMarked;
