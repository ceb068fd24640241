/** Tests of plans. */
@NullMarked
package dev.carillon.worker.runner.plan;

import org.jspecify.annotations.NullMarked;
