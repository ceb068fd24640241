/** {@code carillon demo}: example jobs, created and watched through the public API as any user would. */
@NullMarked
package dev.carillon.standalone.demo;

import org.jspecify.annotations.NullMarked;
