/** What a job's fires were, are and will be, and why: pure functions of what the view knows. */
@NullMarked
package dev.carillon.gateway.fires;

import org.jspecify.annotations.NullMarked;
