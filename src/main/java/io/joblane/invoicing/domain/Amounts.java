package io.joblane.invoicing.domain;

import io.joblane.pricing.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of an invoice and what they come to; tax is worked out once, on the sum, so that it is rounded once.
 *
 * @param tax part of {@code total} in any case
 */
record Amounts(List<Line> lines, BigDecimal tax, BigDecimal total) {
    static final String DISCOUNT = "discount";
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * @param discountPercent of everything that costs something; a line of its own where it is more than nothing
     * @param discountText what that line says
     * @param included whether the lines hold the tax already
     */
    static Amounts of(
            List<Line> priced,
            BigDecimal discountPercent,
            String discountText,
            BigDecimal taxPercent,
            boolean included) {
        List<Line> lines = new ArrayList<>(priced);
        BigDecimal costs = priced.stream()
                .map(Line::amount)
                .filter(amount -> amount.signum() > 0)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal discount = share(costs, discountPercent);
        if (discount.signum() > 0) {
            lines.add(new Line(DISCOUNT, discountText, discount.negate()));
        }
        BigDecimal sum = lines.stream()
                .map(Line::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(2, RoundingMode.HALF_UP);
        BigDecimal tax = included ? within(sum, taxPercent) : share(sum, taxPercent);
        return new Amounts(List.copyOf(lines), tax, included ? sum : sum.add(tax));
    }

    /** The tax that an amount holds. */
    static BigDecimal within(BigDecimal gross, BigDecimal percent) {
        return gross.multiply(percent).divide(HUNDRED.add(percent), 2, RoundingMode.HALF_UP);
    }

    private static BigDecimal share(BigDecimal of, BigDecimal percent) {
        return of.multiply(percent).divide(HUNDRED, 2, RoundingMode.HALF_UP);
    }
}
