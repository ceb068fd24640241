@NullMarked
package dev.carillon.standalone.demo;

import org.jspecify.annotations.NullMarked;
