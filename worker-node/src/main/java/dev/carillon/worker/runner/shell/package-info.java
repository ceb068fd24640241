/**
 * Runs SHELL tasks as real processes and proves that none is left.
 *
 * <p>Read {@link dev.carillon.worker.runner.shell.ShellRunner} first.
 */
@NullMarked
package dev.carillon.worker.runner.shell;

import org.jspecify.annotations.NullMarked;
