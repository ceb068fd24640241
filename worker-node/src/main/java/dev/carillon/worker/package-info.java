/** Runs executions: takes work, holds it until it is due, runs it, reports. */
@NullMarked
package dev.carillon.worker;

import org.jspecify.annotations.NullMarked;
