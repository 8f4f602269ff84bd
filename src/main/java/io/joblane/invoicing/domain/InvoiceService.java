package io.joblane.invoicing.domain;

import io.joblane.booking.BookingView;
import io.joblane.booking.Bookings;
import io.joblane.company.Companies;
import io.joblane.engine.WorkerFault;
import io.joblane.identity.Staff;
import io.joblane.invoicing.domain.Invoices.Issued;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Issues invoices, one a booking, and shows them. */
@Service
public class InvoiceService {
    private final Invoices invoices;
    private final Bookings bookings;
    private final Companies companies;
    private final Clock clock;

    InvoiceService(Invoices invoices, Bookings bookings, Companies companies, Clock clock) {
        this.invoices = invoices;
        this.bookings = bookings;
        this.companies = companies;
        this.clock = clock;
    }

    /**
     * Writes the booking's invoice and marks the booking invoiced; a second call finds the first one's. Numbers start anew
     * each year, by the company's calendar.
     *
     * @return the invoice's id
     */
    @Transactional
    public UUID issue(UUID bookingId) {
        BookingView booking = bookings.find(bookingId)
                .orElseThrow(
                        () -> new WorkerFault("Booking " + bookingId + " does not exist in this company's database."));
        Instant now = clock.instant();
        int year = now.atZone(companies.current().timeZone()).getYear();
        Issued issued = invoices.issue(bookingId, booking.customerId(), year, now)
                .or(() -> invoices.ofBooking(bookingId))
                .orElseThrow(() -> new WorkerFault("Booking " + booking.reference()
                        + " has no price. Run the step that prices the trip again, then retry."));
        bookings.markInvoiced(bookingId, issued.number());
        return issued.id();
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
