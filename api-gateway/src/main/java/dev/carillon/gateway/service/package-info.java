/** What every API of the gateway builds on: commands out, the view in. */
@NullMarked
package dev.carillon.gateway.service;

import org.jspecify.annotations.NullMarked;
