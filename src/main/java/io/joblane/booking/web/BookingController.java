package io.joblane.booking.web;

import io.joblane.booking.BookingStatus;
import io.joblane.booking.BookingView;
import io.joblane.booking.Bookings;
import io.joblane.booking.domain.AmendmentService;
import io.joblane.booking.domain.BookingSearch;
import io.joblane.booking.domain.BookingService;
import io.joblane.booking.domain.TripLog;
import io.joblane.booking.web.BookingRequests.Amend;
import io.joblane.booking.web.BookingRequests.Cancel;
import io.joblane.booking.web.BookingRequests.Place;
import io.joblane.context.CurrentActor;
import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.http.Versions;
import io.joblane.identity.Staff;
import io.joblane.shared.Page;
import io.joblane.shared.Problem;
import io.joblane.workforce.SignedInAgent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Bookings for the office; an agent reads those that are theirs. */
@RestController
@RequestMapping("/api/v1/bookings")
class BookingController {
    private final BookingService service;
    private final AmendmentService amendments;
    private final BookingSearch search;
    private final BookingDetails details;
    private final Bookings bookings;
    private final TripLog log;
    private final SignedInAgent self;
    private final Idempotency idempotency;

    BookingController(
            BookingService service,
            AmendmentService amendments,
            BookingSearch search,
            BookingDetails details,
            Bookings bookings,
            TripLog log,
            SignedInAgent self,
            Idempotency idempotency) {
        this.service = service;
        this.amendments = amendments;
        this.search = search;
        this.details = details;
        this.bookings = bookings;
        this.log = log;
        this.self = self;
        this.idempotency = idempotency;
    }

    @PostMapping
    @Staff
    ResponseEntity<?> place(@Valid @RequestBody Place order, HttpServletRequest request) {
        // The estimate asks the engine, so it comes before the transaction.
        BookingService.Draft draft = service.draft(order.toOrder());
        return idempotency.once(request, order, () -> {
            BookingView placed = service.place(draft);
            return ResponseEntity.created(URI.create("/api/v1/bookings/" + placed.id()))
                    .header(HttpHeaders.ETAG, Versions.etag(placed.version()))
                    .body(details.of(placed));
        });
    }

    @GetMapping("/{id}")
    @PreAuthorize("isAuthenticated()")
    @Transactional(readOnly = true)
    ResponseEntity<BookingDetails.Detail> get(@PathVariable UUID id) {
        return answer(visible(id));
    }

    @GetMapping
    @PreAuthorize("isAuthenticated()")
    @Transactional(readOnly = true)
    Page<BookingView> list(
            @RequestParam @Nullable BookingStatus status,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable UUID agentId,
            PageQuery page) {
        UUID onlyAgent = CurrentActor.get().has("agent") ? self.get().id() : agentId;
        Cursor after = page.after();
        List<BookingView> found = search.find(
                new BookingSearch.Filter(status, from, to, onlyAgent),
                page.fetch(),
                after == null ? null : new BookingSearch.After(after.instant(0), after.uuid(1)));
        return page.page(found, b -> Cursor.of(b.pickupAt(), b.id()));
    }

    @PatchMapping("/{id}")
    @Staff
    ResponseEntity<BookingDetails.Detail> amend(
            @PathVariable UUID id,
            @Valid @RequestBody Amend change,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return answer(amendments.amend(id, change.toAmendment(), Versions.expected(ifMatch)));
    }

    @PostMapping("/{id}/cancel")
    @Staff
    ResponseEntity<?> cancel(@PathVariable UUID id, @Valid @RequestBody Cancel why, HttpServletRequest request) {
        return idempotency.once(request, why, () -> answer(service.cancel(id, why.by(), why.reason())));
    }

    @PostMapping("/{id}/payment-confirmations")
    @Staff
    ResponseEntity<?> confirmPayment(@PathVariable UUID id, HttpServletRequest request) {
        return idempotency.once(request, null, () -> answer(service.confirmPayment(id)));
    }

    @GetMapping("/{id}/timeline")
    @PreAuthorize("isAuthenticated()")
    @Transactional(readOnly = true)
    Page<TripLog.Entry> timeline(@PathVariable UUID id) {
        visible(id);
        return new Page<>(log.of(id), null);
    }

    private ResponseEntity<BookingDetails.Detail> answer(BookingView booking) {
        return ResponseEntity.ok()
                .header(HttpHeaders.ETAG, Versions.etag(booking.version()))
                .body(details.of(booking));
    }

    /** The booking, where the caller may see it: to an agent, those of others do not exist. */
    private BookingView visible(UUID id) {
        BookingView booking =
                bookings.find(id).orElseThrow(() -> Problem.notFound("booking_not_found", "There is no such booking."));
        if (CurrentActor.get().has("agent")) {
            UUID me = self.get().id();
            boolean own = bookings.assignments(id).stream()
                    .anyMatch(a -> a.agentId().equals(me)
                            && (a.active() || a.status() == io.joblane.booking.AssignmentStatus.COMPLETED));
            if (!own) {
                throw Problem.notFound("booking_not_found", "There is no such booking.");
            }
        }
        return booking;
    }
}
