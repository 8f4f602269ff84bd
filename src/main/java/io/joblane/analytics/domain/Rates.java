package io.joblane.analytics.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

final class Rates {
    private Rates() {}

    /** @return with four decimals; null where there is nothing to divide by */
    static @Nullable BigDecimal of(long part, long whole) {
        return whole == 0 ? null : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), 4, RoundingMode.HALF_UP);
    }
}
