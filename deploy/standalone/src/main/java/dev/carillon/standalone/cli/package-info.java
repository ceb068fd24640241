/** The command line: one class per subcommand of {@code bin/carillon}. */
@NullMarked
package dev.carillon.standalone.cli;

import org.jspecify.annotations.NullMarked;
