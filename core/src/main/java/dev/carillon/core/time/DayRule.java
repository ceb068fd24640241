package dev.carillon.core.time;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The days of a month on which an expression fires, as one mask per month (bit 1 = the first). Working month by month
 * turns {@code L}, {@code W} and {@code #} into a few shifts, with no walking from day to day.
 */
sealed interface DayRule {
    /** All seven weekdays, see {@link #weekdays}. */
    int EVERY_DAY = 0x7F;

    /** {@code firstDay} is the first of some month, as epoch day; {@code length} the days that month has. */
    long in(long firstDay, int length);

    /** The weekdays (bit 0 = Sunday) if they alone decide, whichever the month; else 0. */
    int weekdays();

    /** Days that match both. */
    static DayRule both(DayRule one, DayRule other) {
        if (one.weekdays() == EVERY_DAY) {
            return other;
        }
        return other.weekdays() == EVERY_DAY ? one : new Both(one, other);
    }

    /** Days that match the one or the other. */
    static DayRule either(DayRule one, DayRule other) {
        if (one.weekdays() == EVERY_DAY) {
            return one;
        }
        return other.weekdays() == EVERY_DAY ? other : new Either(one, other);
    }

    private static long firstDays(int length) {
        return (1L << (length + 1)) - 2;
    }

    /** 0 = Sunday … 6 = Saturday; 1 January 1970 was a Thursday. */
    static int weekday(long epochDay) {
        return Math.floorMod(epochDay + 4, 7);
    }

    /**
     * Masks of days: {@code days} counted from the first, {@code lastMinus} from the last (bit 0 = the last); the other
     * two likewise, moved to the nearest Monday to Friday inside the month. A day the month does not have gives nothing.
     */
    record OfMonth(long days, long lastMinus, long nearWeekday, long lastMinusNearWeekday) implements DayRule {
        private static final OfMonth EVERY = new OfMonth(firstDays(31), 0, 0, 0);

        /** One object for each of the days that a million jobs may have alike. */
        private static final List<OfMonth> SINGLE = IntStream.range(0, 32)
                .mapToObj(day -> new OfMonth(1L << day, 0, 0, 0))
                .toList();

        /** Days counted from the first alone. */
        static OfMonth of(long days) {
            if (days == EVERY.days) {
                return EVERY;
            }
            return Long.bitCount(days) == 1 ? SINGLE.get(Long.numberOfTrailingZeros(days)) : new OfMonth(days, 0, 0, 0);
        }

        @Override
        public long in(long firstDay, int length) {
            long found = days & firstDays(length);
            if ((lastMinus | nearWeekday | lastMinusNearWeekday) == 0) {
                return found;
            }
            found |= fromLast(lastMinus, length);
            long wanted = (nearWeekday & firstDays(length)) | fromLast(lastMinusNearWeekday, length);
            for (long rest = wanted; rest != 0; rest &= rest - 1) {
                found |= 1L << nearestWeekday(Long.numberOfTrailingZeros(rest), firstDay, length);
            }
            return found;
        }

        @Override
        public int weekdays() {
            return days == firstDays(31) ? EVERY_DAY : 0;
        }

        /** Bit n of the mask becomes bit {@code length - n}. */
        private static long fromLast(long offsets, int length) {
            return (Long.reverse(offsets) >>> (63 - length)) & firstDays(length);
        }

        private static int nearestWeekday(int day, long firstDay, int length) {
            return switch (weekday(firstDay + day - 1)) {
                case 6 -> day == 1 ? 3 : day - 1;
                case 0 -> day == length ? day - 2 : day + 1;
                default -> day;
            };
        }
    }

    /**
     * Masks of weekdays, bit 0 = Sunday: in every week, in the last seven days, in the nth seven days of the month (list
     * empty: in none).
     */
    record OfWeek(int weekly, int last, List<Integer> nth) implements DayRule {
        private static final long EVERY_SEVENTH = 1L << 1 | 1L << 8 | 1L << 15 | 1L << 22 | 1L << 29;
        private static final long SEVEN_DAYS = 0x7F;

        static OfWeek of(int weekly, int last, int[] nth) {
            boolean anyNth = Arrays.stream(nth).anyMatch(mask -> mask != 0);
            return new OfWeek(weekly, last, anyNth ? IntStream.of(nth).boxed().toList() : List.of());
        }

        @Override
        public long in(long firstDay, int length) {
            int firstWeekday = weekday(firstDay);
            long found = allWeeks(weekly, firstWeekday);
            if (last != 0) {
                found |= allWeeks(last, firstWeekday) & (SEVEN_DAYS << (length - 6));
            }
            for (int week = 0; week < nth.size(); week++) {
                found |= allWeeks(nth.get(week), firstWeekday) & (SEVEN_DAYS << (1 + 7 * week));
            }
            return found & firstDays(length);
        }

        @Override
        public int weekdays() {
            return last == 0 && nth.isEmpty() ? weekly : 0;
        }

        private static long allWeeks(int weekdays, int firstWeekday) {
            long fromFirst = ((weekdays >>> firstWeekday) | (weekdays << (7 - firstWeekday))) & SEVEN_DAYS;
            return fromFirst * EVERY_SEVENTH;
        }
    }

    record Both(DayRule one, DayRule other) implements DayRule {
        @Override
        public long in(long firstDay, int length) {
            return one.in(firstDay, length) & other.in(firstDay, length);
        }

        @Override
        public int weekdays() {
            return 0;
        }
    }

    record Either(DayRule one, DayRule other) implements DayRule {
        @Override
        public long in(long firstDay, int length) {
            return one.in(firstDay, length) | other.in(firstDay, length);
        }

        @Override
        public int weekdays() {
            return 0;
        }
    }
}
