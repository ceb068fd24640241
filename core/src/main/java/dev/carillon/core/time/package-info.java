/**
 * When a job is due. A {@link dev.carillon.core.time.Schedule} answers one question: which instant comes next after a
 * given one. It holds no state and reads no clock, so the same question always has the same answer, on every node and
 * after every reload.
 *
 * <p>Read {@link dev.carillon.core.time.Schedule} first, then {@link dev.carillon.core.time.CronExpression} and
 * {@link dev.carillon.core.time.CronDialect}, then {@link dev.carillon.core.time.DstPolicy} for the two odd nights of the
 * year. A cron expression is worked out in three layers:
 *
 * <pre>
 * QuartzCron UnixCron SpringCron  text             → CronCalendar, or an error that names field, position and what is allowed
 * CronCalendar                    local second     → next matching local second; knows days and months, no zones
 * FireSearch                      instant and zone → next instant; knows gaps and overlaps, no cron
 * </pre>
 *
 * <p>Everything a search needs is a primitive in an array or a mask, so that it makes no object but its result:
 * {@link dev.carillon.core.time.ZoneOffsets} in place of a zone's rules, {@link dev.carillon.core.time.Months} in place of
 * dates.
 */
@NullMarked
package dev.carillon.core.time;

import org.jspecify.annotations.NullMarked;
