/**
 * Runs the steps of a plan, each by the runner of its task's kind. Read {@link dev.carillon.worker.runner.plan.PlanProgress}
 * for the rules.
 */
@NullMarked
package dev.carillon.worker.runner.plan;

import org.jspecify.annotations.NullMarked;
