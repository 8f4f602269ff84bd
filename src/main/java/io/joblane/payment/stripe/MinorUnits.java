package io.joblane.payment.stripe;

import io.joblane.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;

/** Amounts as Stripe counts them: in the smallest unit of the currency. */
final class MinorUnits {
    /** Stripe counts these in hundredths although they have none. */
    private static final Set<String> AS_IF_HUNDREDTHS = Set.of("ISK", "UGX");

    private MinorUnits() {}

    /** @throws ArithmeticException for an amount that has smaller parts than the currency */
    static long of(Money money) {
        return money.amount()
                .movePointRight(digits(money.currency()))
                .setScale(0, RoundingMode.UNNECESSARY)
                .longValueExact();
    }

    static Money money(long units, String currency) {
        String code = currency.toUpperCase(Locale.ROOT);
        return new Money(BigDecimal.valueOf(units).movePointLeft(digits(code)), code);
    }

    private static int digits(String currency) {
        return AS_IF_HUNDREDTHS.contains(currency)
                ? 2
                : Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    }
}
