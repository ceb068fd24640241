@NullMarked
package dev.carillon.gateway.service;

import org.jspecify.annotations.NullMarked;
