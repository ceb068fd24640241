@NullMarked
package dev.carillon.standalone.transfer;

import org.jspecify.annotations.NullMarked;
