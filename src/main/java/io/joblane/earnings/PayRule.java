package io.joblane.earnings;

import io.joblane.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How work is paid, and the version of the decision that says so.
 *
 * @param sharePercent of the trip's price, 0 to 100
 * @param perHour in the currency of the price, at least 0
 */
public record PayRule(BigDecimal sharePercent, BigDecimal perHour, long decisionKey, int decisionVersion) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal MINUTES_AN_HOUR = BigDecimal.valueOf(60);

    /** @param price zero in the right currency where the work has none */
    public Money pay(Money price, int minutes) {
        BigDecimal share = price.amount().multiply(sharePercent).divide(HUNDRED, 6, RoundingMode.HALF_UP);
        BigDecimal time =
                perHour.multiply(BigDecimal.valueOf(minutes)).divide(MINUTES_AN_HOUR, 6, RoundingMode.HALF_UP);
        return new Money(share.add(time).max(BigDecimal.ZERO), price.currency());
    }
}
