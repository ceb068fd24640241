@NullMarked
package dev.carillon.audit.time;

import org.jspecify.annotations.NullMarked;
