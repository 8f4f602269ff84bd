package io.joblane.invoicing.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.engine.WorkerFault;
import io.joblane.pricing.Line;
import io.joblane.pricing.Quote;
import io.joblane.shared.Money;
import io.joblane.testing.DomainTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class InvoiceServiceTests extends DomainTest {
    @Autowired
    InvoiceService invoices;

    @Autowired
    TripPrices prices;

    @Autowired
    TransactionTemplate transactions;

    @Test
    void anInvoiceTakesThePriceAndMarksTheBooking() {
        clock.set(Instant.parse("2101-05-05T12:00:00Z"));
        UUID booking = completed("42.50");

        Invoice invoice = invoices.find(invoices.issue(booking)).orElseThrow();

        assertThat(invoice.number()).isEqualTo("2101-000001");
        assertThat(invoice.bookingId()).isEqualTo(booking);
        assertThat(invoice.lines()).containsExactly(new Line("base", "Base fee", new BigDecimal("42.50")));
        assertThat(invoice.total()).isEqualByComparingTo("42.50");
        assertThat(invoice.currency()).isEqualTo("USD");
        assertThat(invoice.issuedAt()).isEqualTo(clock.instant());
        assertThat(statusOf(booking)).isEqualTo("invoiced");
    }

    @Test
    void aSecondCallFindsTheFirstInvoiceAndTakesNoNumber() {
        clock.set(Instant.parse("2102-05-05T12:00:00Z"));
        UUID booking = completed("10.00");

        UUID first = invoices.issue(booking);
        assertThat(invoices.issue(booking)).isEqualTo(first);

        assertThat(numberOf(invoices.issue(completed("11.00")))).isEqualTo("2102-000002");
    }

    @Test
    void fiftyAtOnceLeaveNoGap() throws Exception {
        clock.set(Instant.parse("2103-05-05T12:00:00Z"));
        Queue<UUID> bookings = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 50; i++) {
            bookings.add(completed("10.00"));
        }

        List<String> numbers = new ArrayList<>();
        for (Future<UUID> outcome : atOnce(50, () -> invoices.issue(bookings.remove()))) {
            numbers.add(numberOf(outcome.get()));
        }

        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 50)
                        .mapToObj("2103-%06d"::formatted)
                        .toList());
    }

    @Test
    void theSameBookingAtOnceHasOneInvoice() throws Exception {
        clock.set(Instant.parse("2104-05-05T12:00:00Z"));
        UUID booking = completed("10.00");
        for (Future<UUID> outcome : atOnce(8, () -> {
            try {
                return invoices.issue(booking);
            } catch (org.springframework.dao.DuplicateKeyException e) {
                // The worker is run again, and then finds the winner's.
                return invoices.issue(booking);
            }
        })) {
            assertThat(numberOf(outcome.get())).isEqualTo("2104-000001");
        }
        assertThat(numberOf(invoices.issue(completed("10.00")))).isEqualTo("2104-000002");
    }

    @Test
    void aRolledBackInvoiceLeavesNoGap() {
        clock.set(Instant.parse("2105-05-05T12:00:00Z"));
        UUID booking = completed("10.00");
        transactions.executeWithoutResult(status -> {
            invoices.issue(booking);
            status.setRollbackOnly();
        });

        assertThat(statusOf(booking)).isEqualTo("completed");
        assertThat(numberOf(invoices.issue(completed("10.00")))).isEqualTo("2105-000001");
        assertThat(numberOf(invoices.issue(booking))).isEqualTo("2105-000002");
    }

    @Test
    void aBookingThatMayNotBeInvoicedTakesNoNumber() {
        clock.set(Instant.parse("2106-05-05T12:00:00Z"));
        UUID cancelled = rows.booking("cancelled");
        rows.price(cancelled, "10.00");
        UUID unpriced = rows.booking("completed");

        assertThatThrownBy(() -> invoices.issue(cancelled)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> invoices.issue(unpriced))
                .isInstanceOf(WorkerFault.class)
                .hasMessageContaining("has no price");
        assertThatThrownBy(() -> invoices.issue(UUID.randomUUID())).isInstanceOf(WorkerFault.class);

        assertThat(numberOf(invoices.issue(completed("10.00")))).isEqualTo("2106-000001");
    }

    @Test
    void theYearIsThatOfTheCompanysCalendar() {
        clock.set(Instant.parse("2108-01-01T04:59:59Z"));
        assertThat(numberOf(invoices.issue(completed("10.00")))).isEqualTo("2107-000001");

        clock.set(Instant.parse("2108-01-01T05:00:00Z"));
        assertThat(numberOf(invoices.issue(completed("10.00")))).isEqualTo("2108-000001");
    }

    @Test
    void theMillionthNumberIsNotCutOff() {
        clock.set(Instant.parse("2109-05-05T12:00:00Z"));
        jdbc.sql("INSERT INTO number_series (series, last) VALUES ('invoice-2109', 999998)")
                .update();

        assertThat(numberOf(invoices.issue(completed("10.00")))).isEqualTo("2109-999999");
        assertThat(numberOf(invoices.issue(completed("10.00")))).isEqualTo("2109-1000000");
    }

    @Test
    void aLaterPriceReplacesTheEarlierOneUnderTheSameId() {
        UUID booking = rows.booking("completed");
        UUID first = prices.save(booking, quote("10.00"));
        assertThat(prices.save(booking, quote("12.00"))).isEqualTo(first);

        assertThat(invoices.find(invoices.issue(booking)).orElseThrow().total()).isEqualByComparingTo("12.00");
    }

    @Test
    void pagesShowTheNewestFirstWithinTheTimes() {
        Instant start = Instant.parse("2110-05-05T12:00:00Z");
        List<UUID> issued = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            // Two at a time in the same instant: the id decides their order.
            clock.set(start.plus(Duration.ofMinutes(i / 2)));
            issued.add(invoices.issue(completed("10.00")));
        }
        Instant end = start.plus(Duration.ofMinutes(2));

        List<Invoice> first = invoices.page(new InvoiceFilter(null, start, end, null, null), 3);
        Invoice last = first.getLast();
        List<Invoice> second = invoices.page(new InvoiceFilter(null, start, end, last.issuedAt(), last.id()), 3);

        List<UUID> seen = new ArrayList<>();
        first.forEach(invoice -> seen.add(invoice.id()));
        second.forEach(invoice -> seen.add(invoice.id()));
        assertThat(seen).containsExactly(issued.get(3), issued.get(2), issued.get(1), issued.get(0));
        UUID booking = first.getFirst().bookingId();
        assertThat(invoices.page(new InvoiceFilter(booking, null, null, null, null), 10))
                .hasSize(1);
    }

    private UUID completed(String price) {
        UUID booking = rows.booking("completed");
        rows.price(booking, price);
        return booking;
    }

    private String numberOf(UUID invoiceId) {
        return invoices.find(invoiceId).orElseThrow().number();
    }

    private String statusOf(UUID bookingId) {
        return jdbc.sql("SELECT status FROM booking WHERE id = :id")
                .param("id", bookingId)
                .query(String.class)
                .single();
    }

    private static Quote quote(String amount) {
        return new Quote(
                List.of(new Line("base", "Base fee", new BigDecimal(amount))),
                new Money(new BigDecimal(amount), "USD"),
                1,
                1);
    }
}
