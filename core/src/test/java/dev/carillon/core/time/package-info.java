@NullMarked
package dev.carillon.core.time;

import org.jspecify.annotations.NullMarked;
