/**
 * Runs HTTP tasks: one request, judged by its answer.
 *
 * <p>Read {@link dev.carillon.worker.runner.http.HttpRunner} first.
 */
@NullMarked
package dev.carillon.worker.runner.http;

import org.jspecify.annotations.NullMarked;
