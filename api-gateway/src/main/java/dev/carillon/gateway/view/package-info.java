/**
 * What the gateway knows: one SQLite file that follows {@code jobs} and {@code history}, and the workers in memory. Read
 * {@link dev.carillon.gateway.view.ViewStore} first.
 */
@NullMarked
package dev.carillon.gateway.view;

import org.jspecify.annotations.NullMarked;
