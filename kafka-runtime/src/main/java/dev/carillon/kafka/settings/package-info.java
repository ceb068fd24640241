/** Settings that are declared once: name, default, check and text together; and the errors that stop a start. */
@NullMarked
package dev.carillon.kafka.settings;

import org.jspecify.annotations.NullMarked;
