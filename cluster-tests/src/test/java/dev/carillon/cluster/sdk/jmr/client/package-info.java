/** The vendor's module for JMR, which no repository of packages has, written again on the vendor's core. */
@NullMarked
package dev.carillon.cluster.sdk.jmr.client;

import org.jspecify.annotations.NullMarked;
