/** Next fire times, by Carillon and by its peers. */
@NullMarked
package dev.carillon.bench.cron;

import org.jspecify.annotations.NullMarked;
