package dev.carillon.gateway.fires;

import java.time.Instant;

/**
 * A fire that a schedule has.
 *
 * @param due nominal time plus jitter
 * @param stretch in which it lies: says whose schedule it is, and whether it was owed
 */
record Fire(Instant nominal, Instant due, Timeline.Stretch stretch) {}
