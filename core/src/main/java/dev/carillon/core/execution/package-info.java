/** One run that a trigger is owed: its states, the work it sends and the reports it gets. */
@NullMarked
package dev.carillon.core.execution;

import org.jspecify.annotations.NullMarked;
