package io.joblane.analytics.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * How long something took, in minutes. The mean is exact; the percentiles come from classes a fifth wide, so that they add up
 * over days, and are off by less than a tenth.
 */
public record Spread(BigDecimal mean, BigDecimal median, BigDecimal p90) {
    /** Classes to each doubling of the time, as in the SQL function {@code stats_bucket}. */
    private static final int TO_A_DOUBLING = 4;

    /**
     * @param buckets the classes that occurred, in order
     * @param counts how often each did
     * @return null where nothing was timed
     */
    static @Nullable Spread of(long times, long seconds, Number[] buckets, Number[] counts) {
        if (times == 0) {
            return null;
        }
        return new Spread(
                minutes((double) seconds / times),
                minutes(percentile(50, times, buckets, counts)),
                minutes(percentile(90, times, buckets, counts)));
    }

    /** The middle, on the logarithmic scale, of the class in which the nearest rank lies; in seconds. */
    private static double percentile(int percent, long times, Number[] buckets, Number[] counts) {
        long rank = (times * percent + 99) / 100;
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += counts[i].longValue();
            if (seen >= rank) {
                return Math.pow(2, (buckets[i].doubleValue() + 0.5) / TO_A_DOUBLING);
            }
        }
        throw new IllegalStateException("The classes hold " + seen + " times and not " + times);
    }

    private static BigDecimal minutes(double seconds) {
        return BigDecimal.valueOf(seconds / 60).setScale(2, RoundingMode.HALF_UP);
    }
}
