@NullMarked
package dev.carillon.gateway.vendor.rest;

import org.jspecify.annotations.NullMarked;
