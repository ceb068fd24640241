/** Carries the definitions of a cluster to files and from files to another. */
@NullMarked
package dev.carillon.standalone.transfer;

import org.jspecify.annotations.NullMarked;
