/** The E-MapReduce flow API, by the vendor's own SDK. */
@NullMarked
package dev.carillon.cluster.sdk.emr;

import org.jspecify.annotations.NullMarked;
