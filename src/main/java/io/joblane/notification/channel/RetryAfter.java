package io.joblane.notification.channel;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads how long a provider wants to be left alone: seconds or a date (RFC 9110, 10.2.3). */
public final class RetryAfter {
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /** @return null where nothing was said, or nothing that can be meant; at most an hour */
    public static @Nullable Duration read(@Nullable String header, Clock clock) {
        if (header == null) {
            return null;
        }
        try {
            return bounded(
                    header.trim().matches("[0-9]{1,9}")
                            ? Duration.ofSeconds(Long.parseLong(header.trim()))
                            : Duration.between(
                                    clock.instant(),
                                    ZonedDateTime.parse(header.trim(), DateTimeFormatter.RFC_1123_DATE_TIME)
                                            .toInstant()));
        } catch (DateTimeException e) {
            return null;
        }
    }

    static @Nullable Duration bounded(Duration said) {
        if (said.isNegative() || said.isZero()) {
            return null;
        }
        return said.compareTo(LONGEST) > 0 ? LONGEST : said;
    }
}
