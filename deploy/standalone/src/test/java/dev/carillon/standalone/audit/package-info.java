@NullMarked
package dev.carillon.standalone.audit;

import org.jspecify.annotations.NullMarked;
