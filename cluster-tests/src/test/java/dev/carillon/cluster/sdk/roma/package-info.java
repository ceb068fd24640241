/** ROMA Connect's data integration API, driven by the vendor's SDK 3.1.143 against a real cluster. */
@NullMarked
package dev.carillon.cluster.sdk.roma;

import org.jspecify.annotations.NullMarked;
