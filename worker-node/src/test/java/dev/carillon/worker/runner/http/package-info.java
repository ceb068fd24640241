/** Tests with real processes, requests and jars. */
@NullMarked
package dev.carillon.worker.runner.http;

import org.jspecify.annotations.NullMarked;
