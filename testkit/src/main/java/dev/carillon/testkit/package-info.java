/** What tests of several modules share. */
@NullMarked
package dev.carillon.testkit;

import org.jspecify.annotations.NullMarked;
