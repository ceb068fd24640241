/** Tests of the worker: its rules by hand-made moments, its wiring against a broker. */
@NullMarked
package dev.carillon.worker;

import org.jspecify.annotations.NullMarked;
