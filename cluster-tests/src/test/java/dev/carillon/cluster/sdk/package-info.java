/** The vendor's own clients, and strangers, against the running product over loopback HTTP and TLS. */
@NullMarked
package dev.carillon.cluster.sdk;

import org.jspecify.annotations.NullMarked;
