package io.joblane.shared;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** An amount in a currency (ISO 4217 code), two decimals, rounded half up. */
public record Money(BigDecimal amount, String currency) {
    public Money {
        amount = amount.setScale(2, RoundingMode.HALF_UP);
    }

    /** A share of this amount; {@code percent} 0..100. */
    public Money percent(int percent) {
        return new Money(
                amount.multiply(BigDecimal.valueOf(percent)).divide(BigDecimal.valueOf(100), 2, RoundingMode.HALF_UP),
                currency);
    }
}
