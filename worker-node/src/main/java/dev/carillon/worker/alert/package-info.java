/** Delivers alerts to people: one reader of the alerts topic, one sink per way of telling somebody. */
@NullMarked
package dev.carillon.worker.alert;

import org.jspecify.annotations.NullMarked;
