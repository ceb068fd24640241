/** Tests with real processes, requests and jars. */
@NullMarked
package dev.carillon.worker.runner.shell;

import org.jspecify.annotations.NullMarked;
