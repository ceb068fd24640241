/** One runner per kind of task. */
@NullMarked
package dev.carillon.worker.runner;

import org.jspecify.annotations.NullMarked;
