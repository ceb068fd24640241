/** Tests of the delivery of alerts, against servers within the test. */
@NullMarked
package dev.carillon.worker.alert;

import org.jspecify.annotations.NullMarked;
