@NullMarked
package dev.carillon.standalone.broker;

import org.jspecify.annotations.NullMarked;
