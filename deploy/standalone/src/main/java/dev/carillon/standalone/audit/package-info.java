/** Reads a cluster's topics for the audit, once or as they grow, and shows what it finds. */
@NullMarked
package dev.carillon.standalone.audit;

import org.jspecify.annotations.NullMarked;
