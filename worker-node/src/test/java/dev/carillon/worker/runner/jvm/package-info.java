/** Tests with real processes, requests and jars. */
@NullMarked
package dev.carillon.worker.runner.jvm;

import org.jspecify.annotations.NullMarked;
