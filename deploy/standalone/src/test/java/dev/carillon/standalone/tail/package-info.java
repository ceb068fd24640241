@NullMarked
package dev.carillon.standalone.tail;

import org.jspecify.annotations.NullMarked;
