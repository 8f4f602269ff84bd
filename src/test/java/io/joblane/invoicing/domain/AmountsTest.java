package io.joblane.invoicing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.pricing.Line;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AmountsTest {
    private static final List<Line> LINES =
            List.of(line("base", "10.00"), line("distance", "32.50"), line("voucher", "-2.50"));

    @Test
    void taxThatIsIncludedChangesNoTotal() {
        Amounts amounts = Amounts.of(LINES, BigDecimal.ZERO, "", new BigDecimal("19"), true);
        assertThat(amounts.total()).isEqualByComparingTo("40.00");
        assertThat(amounts.tax()).isEqualByComparingTo("6.39");
        assertThat(amounts.lines()).isEqualTo(LINES);
    }

    @Test
    void taxOnTopIsAdded() {
        Amounts amounts = Amounts.of(LINES, BigDecimal.ZERO, "", new BigDecimal("8.875"), false);
        assertThat(amounts.tax()).isEqualByComparingTo("3.55");
        assertThat(amounts.total()).isEqualByComparingTo("43.55");
    }

    @Test
    void aDiscountIsOfWhatCostsSomethingAndALineOfItsOwn() {
        Amounts amounts = Amounts.of(LINES, BigDecimal.TEN, "Discount 10 %", BigDecimal.ZERO, true);
        assertThat(amounts.lines()).contains(line(Amounts.DISCOUNT, "Discount 10 %", "-4.25"));
        assertThat(amounts.total()).isEqualByComparingTo("35.75");
        assertThat(amounts.tax()).isZero();
    }

    @Test
    void labourIsChargedInStepsAndNotBelowTheLeast() {
        JobRate rate = new JobRate(new BigDecimal("60"), 60, 15, new BigDecimal("45"));
        JobWork work =
                new JobWork(UUID.randomUUID(), "JOB-1", "repair", "urgent", UUID.randomUUID(), List.of(20, 61, 75));
        assertThat(rate.lines(work))
                .containsExactly(
                        line("call_out", "Call-out JOB-1", "45.00"),
                        line("labour", "Labour JOB-1: 3.50 h at 60.00 (3 people)", "210.00"));
    }

    private static Line line(String code, String amount) {
        return line(code, code, amount);
    }

    private static Line line(String code, String text, String amount) {
        return new Line(code, text, new BigDecimal(amount));
    }
}
