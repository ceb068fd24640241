/**
 * Compares {@link dev.carillon.core.time.CronExpression} with the engines of Quartz, Spring and cron-utils, on random
 * expressions, instants and zones. Where they differ, a {@link dev.carillon.core.time.peers.Disagreement} must say why;
 * docs/cron.md lists them for readers.
 */
@NullMarked
package dev.carillon.core.time.peers;

import org.jspecify.annotations.NullMarked;
