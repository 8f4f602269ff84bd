package io.joblane.invoicing.domain;

import io.joblane.booking.BookingView;
import io.joblane.booking.Bookings;
import io.joblane.booking.PaymentMethod;
import io.joblane.company.Companies;
import io.joblane.engine.WorkerFault;
import io.joblane.identity.Staff;
import io.joblane.invoicing.domain.Invoices.Issued;
import io.joblane.invoicing.domain.TripPrices.TripPrice;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Issues invoices, one a booking or job, and shows them. */
@Service
public class InvoiceService {
    private final Invoices invoices;
    private final TripPrices prices;
    private final BillingTable billing;
    private final Bookings bookings;
    private final Companies companies;
    private final Clock clock;

    InvoiceService(
            Invoices invoices,
            TripPrices prices,
            BillingTable billing,
            Bookings bookings,
            Companies companies,
            Clock clock) {
        this.invoices = invoices;
        this.prices = prices;
        this.billing = billing;
        this.bookings = bookings;
        this.companies = companies;
        this.clock = clock;
    }

    /**
     * Writes the booking's invoice and marks the booking invoiced; a second call finds the first one's. Numbers start anew
     * each year, by the company's calendar. Only account customers have terms and a discount: the others were told a price
     * before, and pay it at once.
     *
     * @return the invoice's id
     */
    @Transactional
    public UUID issue(UUID bookingId) {
        BookingView booking = bookings.find(bookingId)
                .orElseThrow(
                        () -> new WorkerFault("Booking " + bookingId + " does not exist in this company's database."));
        Optional<Issued> known = invoices.ofBooking(bookingId);
        Issued issued = known.isPresent() ? known.get() : write(booking);
        bookings.markInvoiced(bookingId, issued.number());
        return issued.id();
    }

    private Issued write(BookingView booking) {
        TripPrice price = prices.find(booking.id())
                .orElseThrow(() -> new WorkerFault("Booking " + booking.reference()
                        + " has no price. Run the step that prices the trip again, then retry."));
        Billing terms = billing.of(booking.customerId());
        boolean account = booking.paymentMethod() == PaymentMethod.ACCOUNT;
        Amounts amounts = Amounts.of(
                price.lines(),
                account ? terms.discountPercent() : BigDecimal.ZERO,
                discountText(terms),
                terms.tripTaxPercent(),
                terms.tripTaxIncluded());
        int days = account ? terms.accountTermsDays() : 0;
        Instant now = clock.instant();
        LocalDate today = today(now);
        NewInvoice invoice = new NewInvoice(
                booking.id(),
                null,
                booking.customerId(),
                amounts,
                terms.taxName(),
                terms.tripTaxPercent(),
                price.currency(),
                days,
                today.plusDays(days),
                terms.seller(),
                terms.recipient());
        return invoices.issue(invoice, today.getYear(), now)
                .or(() -> invoices.ofBooking(booking.id()))
                .orElseThrow();
    }

    /**
     * Writes the invoice of a job that is completed and has a customer; a second call finds the first one's.
     *
     * @return empty where nothing is to be paid: the job has no customer, or nobody worked
     */
    @Transactional
    public Optional<UUID> issueJob(JobWork work, JobRate rate) {
        Optional<Issued> known = invoices.ofJob(work.jobId());
        UUID customer = work.customerId();
        if (known.isPresent() || customer == null || work.minutes().isEmpty()) {
            return known.map(Issued::id);
        }
        Billing terms = billing.of(customer);
        Amounts amounts = Amounts.of(
                rate.lines(work),
                terms.discountPercent(),
                discountText(terms),
                terms.jobTaxPercent(),
                terms.jobTaxIncluded());
        Instant now = clock.instant();
        LocalDate today = today(now);
        NewInvoice invoice = new NewInvoice(
                null,
                work.jobId(),
                customer,
                amounts,
                terms.taxName(),
                terms.jobTaxPercent(),
                companies.current().currency(),
                terms.accountTermsDays(),
                today.plusDays(terms.accountTermsDays()),
                terms.seller(),
                terms.recipient());
        return invoices.issue(invoice, today.getYear(), now)
                .or(() -> invoices.ofJob(work.jobId()))
                .map(Issued::id);
    }

    private LocalDate today(Instant now) {
        return now.atZone(companies.current().timeZone()).toLocalDate();
    }

    private static String discountText(Billing terms) {
        return "Discount " + terms.discountPercent().stripTrailingZeros().toPlainString() + " %";
    }

    @Staff
    @Transactional(readOnly = true)
    public Optional<Invoice> find(UUID id) {
        return invoices.find(id);
    }

    @Staff
    @Transactional(readOnly = true)
    public List<Invoice> page(InvoiceFilter filter, int limit) {
        return invoices.page(filter, limit);
    }
}
