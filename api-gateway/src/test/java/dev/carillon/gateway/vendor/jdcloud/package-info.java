@NullMarked
package dev.carillon.gateway.vendor.jdcloud;

import org.jspecify.annotations.NullMarked;
