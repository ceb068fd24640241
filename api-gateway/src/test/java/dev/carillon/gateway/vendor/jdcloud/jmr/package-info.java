@NullMarked
package dev.carillon.gateway.vendor.jdcloud.jmr;

import org.jspecify.annotations.NullMarked;
