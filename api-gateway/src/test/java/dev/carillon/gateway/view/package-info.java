@NullMarked
package dev.carillon.gateway.view;

import org.jspecify.annotations.NullMarked;
