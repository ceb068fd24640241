/**
 * Runs JAVA tasks: classes from jars of the job directory, each jar in a class loader of its own.
 *
 * <p>Read {@link dev.carillon.worker.runner.jvm.JavaRunner} first.
 */
@NullMarked
package dev.carillon.worker.runner.jvm;

import org.jspecify.annotations.NullMarked;
