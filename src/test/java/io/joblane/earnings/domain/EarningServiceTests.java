package io.joblane.earnings.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.joblane.earnings.PayRule;
import io.joblane.earnings.domain.EarningService.Range;
import io.joblane.shared.Money;
import io.joblane.shared.Problem;
import io.joblane.testing.DomainTest;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The company is in New York: its clocks went forward on 8 March 2026 and go back on 1 November. */
class EarningServiceTests extends DomainTest {
    private static final PayRule SHARE = new PayRule(new BigDecimal("60"), BigDecimal.ZERO, 7, 3);
    private static final PayRule HOURS = new PayRule(BigDecimal.ZERO, new BigDecimal("20"), 8, 1);

    @Autowired
    EarningService earnings;

    private UUID agent;

    @BeforeEach
    void agent() {
        agent = rows.agent("Ada Byron");
    }

    @Test
    void aTripEarnsItsShareOnTheCompanysDay() {
        trip("2026-06-02T03:10:00Z", "2026-06-02T03:59:59Z", "50.00"); // 23:59:59 on the 1st
        trip("2026-06-02T03:30:00Z", "2026-06-02T04:00:00Z", "33.33"); // midnight

        assertThat(days("2026-06-01", "2026-06-02"))
                .extracting(Period::from, Period::to, p -> p.amount().toPlainString(), Period::minutes, Period::trips)
                .containsExactly(
                        tuple(day("2026-06-01"), day("2026-06-01"), "30.00", 49, 1),
                        tuple(day("2026-06-02"), day("2026-06-02"), "20.00", 30, 1));
        assertThat(jdbc.sql("SELECT decision_version FROM earning WHERE agent_id = ?")
                        .param(agent)
                        .query(Integer.class)
                        .list())
                .containsOnly(3);
    }

    @Test
    void theHourThatIsMissingInSpringAndTheOneThatComesTwiceInAutumnAreCountedAsTheyPass() {
        trip("2026-03-08T06:30:00Z", "2026-03-08T07:30:00Z", "10.00"); // 1:30 EST to 3:30 EDT: an hour
        trip("2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z", "10.00"); // 1:30 EDT to 1:30 EST: an hour
        trip("2026-11-02T03:30:00Z", "2026-11-02T04:30:00Z", "10.00"); // 23:30 EST on a day of 25 hours
        trip("2026-11-02T04:50:00Z", "2026-11-02T05:00:00Z", "10.00"); // midnight after it

        assertThat(days("2026-03-08", "2026-03-08")).extracting(Period::minutes).containsExactly(60);
        assertThat(days("2026-11-01", "2026-11-02"))
                .extracting(Period::from, Period::minutes, Period::trips)
                .containsExactly(tuple(day("2026-11-01"), 120, 2), tuple(day("2026-11-02"), 10, 1));
    }

    @Test
    void weeksBeginOnMondayAndAreCutWhereTheRangeIs() {
        trip("2026-06-05T15:00:00Z", "2026-06-05T16:00:00Z", "10.00"); // Friday
        trip("2026-06-07T15:00:00Z", "2026-06-07T16:00:00Z", "10.00"); // Sunday
        trip("2026-06-08T15:00:00Z", "2026-06-08T16:00:00Z", "10.00"); // Monday

        assertThat(earnings.of(agent, new Range(day("2026-06-03"), day("2026-06-10"), Grouping.WEEK)))
                .extracting(
                        Period::from, Period::to, Period::trips, p -> p.amount().toPlainString())
                .containsExactly(
                        tuple(day("2026-06-03"), day("2026-06-07"), 2, "12.00"),
                        tuple(day("2026-06-08"), day("2026-06-10"), 1, "6.00"));
    }

    @Test
    void fromMondayUntilTodayWhereNothingIsSaid() {
        clock.set(Instant.parse("2026-06-08T03:00:00Z")); // Sunday the 7th in New York
        trip("2026-06-01T15:00:00Z", "2026-06-01T16:00:00Z", "10.00");
        trip("2026-05-31T15:00:00Z", "2026-05-31T16:00:00Z", "10.00");

        assertThat(earnings.of(agent, new Range(null, null, Grouping.DAY)))
                .extracting(Period::from)
                .containsExactly(day("2026-06-01"));
        assertThatThrownBy(() -> earnings.of(agent, new Range(day("2026-06-02"), day("2026-06-01"), Grouping.DAY)))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> earnings.of(agent, new Range(day("2025-01-01"), day("2026-06-01"), Grouping.DAY)))
                .isInstanceOf(Problem.class);
    }

    @Test
    void pricedAgainItIsStillEarnedOnce() {
        UUID booking = trip("2026-06-01T15:00:00Z", "2026-06-01T16:00:00Z", "10.00");
        earnings.recordTrip(booking, new Money(new BigDecimal("20.00"), "USD"), SHARE);

        assertThat(days("2026-06-01", "2026-06-01"))
                .extracting(p -> p.amount().toPlainString(), Period::trips)
                .containsExactly(tuple("12.00", 1));
    }

    @Test
    void currenciesAreNotAddedUp() {
        trip("2026-06-01T15:00:00Z", "2026-06-01T16:00:00Z", "10.00");
        UUID booking = completed("2026-06-01T17:00:00Z", "2026-06-01T18:00:00Z");
        earnings.recordTrip(booking, new Money(new BigDecimal("10.00"), "EUR"), SHARE);

        assertThat(days("2026-06-01", "2026-06-01"))
                .extracting(Period::currency)
                .containsExactly("EUR", "USD");
    }

    @Test
    void whoDidNotCompleteItEarnsNothing() {
        UUID booking = rows.booking("cancelled");
        rows.assignment(booking, agent, "cancelled", false);
        earnings.recordTrip(booking, new Money(new BigDecimal("10.00"), "USD"), SHARE);

        assertThat(days("2026-01-01", "2026-12-31")).isEmpty();
    }

    @Test
    void hoursArePaidByTheMinute() {
        Money nothing = new Money(BigDecimal.ZERO, "USD");
        assertThat(HOURS.pay(nothing, 90).amount()).isEqualByComparingTo("30.00");
        assertThat(HOURS.pay(nothing, 1).amount()).isEqualByComparingTo("0.33");
        assertThat(HOURS.pay(nothing, 0).amount()).isEqualByComparingTo("0.00");
        PayRule both = new PayRule(new BigDecimal("33.3"), new BigDecimal("10"), 1, 1);
        assertThat(both.pay(new Money(new BigDecimal("10.00"), "USD"), 30).amount())
                .isEqualByComparingTo("8.33");
    }

    private List<Period> days(String from, String to) {
        return earnings.of(agent, new Range(day(from), day(to), Grouping.DAY));
    }

    private UUID trip(String from, String to, String price) {
        UUID booking = completed(from, to);
        earnings.recordTrip(booking, new Money(new BigDecimal(price), "USD"), SHARE);
        return booking;
    }

    private UUID completed(String from, String to) {
        UUID booking = rows.booking("completed");
        UUID assignment = rows.assignment(booking, agent, "completed", false);
        jdbc.sql("UPDATE assignment SET en_route_at = ?, completed_at = ? WHERE id = ?")
                .param(Timestamp.from(Instant.parse(from)))
                .param(Timestamp.from(Instant.parse(to)))
                .param(assignment)
                .update();
        return booking;
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }
}
