@NullMarked
package dev.carillon.standalone.status;

import org.jspecify.annotations.NullMarked;
