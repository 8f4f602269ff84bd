package io.joblane.payment.web;

import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.identity.Admin;
import io.joblane.identity.Staff;
import io.joblane.payment.domain.CardPayments;
import io.joblane.payment.domain.CardPayments.Offer;
import io.joblane.payment.domain.Payment;
import io.joblane.payment.domain.PaymentDesk;
import io.joblane.payment.domain.PaymentDesk.PaymentFilter;
import io.joblane.payment.domain.Reconciliation;
import io.joblane.payment.domain.ReconciliationService;
import io.joblane.payment.domain.Refund;
import io.joblane.payment.domain.RefundState;
import io.joblane.shared.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Payments and refunds for the office. */
@RestController
@RequestMapping("/api/v1")
@Staff
class PaymentController {
    private static final String MOST = "9999999999.99";

    private final CardPayments cards;
    private final PaymentDesk desk;
    private final ReconciliationService reconciliation;
    private final Idempotency idempotency;

    PaymentController(
            CardPayments cards, PaymentDesk desk, ReconciliationService reconciliation, Idempotency idempotency) {
        this.cards = cards;
        this.desk = desk;
        this.reconciliation = reconciliation;
        this.idempotency = idempotency;
    }

    /** Repeatable as it is: a booking has one offer. No Idempotency-Key, because a kept answer would keep the secret. */
    @PostMapping("/bookings/{id}/payment-intents")
    ResponseEntity<Offer> offer(@PathVariable UUID id) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(cards.offer(id));
    }

    /** The newest first. */
    @GetMapping("/payments")
    Page<Payment> list(
            @RequestParam(required = false) @Nullable UUID bookingId,
            @RequestParam(required = false) @Nullable UUID invoiceId,
            @RequestParam(required = false) @Nullable UUID customerId,
            PageQuery page) {
        PaymentFilter filter = new PaymentFilter(bookingId, invoiceId, customerId);
        return page.page(desk.page(filter, after(page), page.fetch()), payment -> Cursor.of(payment.id()));
    }

    @GetMapping("/payments/{id}")
    Payment read(@PathVariable UUID id) {
        return desk.find(id);
    }

    @PostMapping("/invoices/{id}/payments")
    ResponseEntity<?> receive(
            @PathVariable UUID id, @Valid @RequestBody ReceiveRequest body, HttpServletRequest request) {
        return idempotency.once(request, body, () -> {
            String reference = body.reference() == null ? "" : body.reference().strip();
            Payment payment = desk.receive(id, body.method(), body.amount(), body.receivedAt(), reference);
            return ResponseEntity.created(URI.create("/api/v1/payments/" + payment.id()))
                    .body(payment);
        });
    }

    @PostMapping("/payments/{id}/refunds")
    @Admin
    ResponseEntity<?> refund(
            @PathVariable UUID id, @Valid @RequestBody RefundRequest body, HttpServletRequest request) {
        return idempotency.once(request, body, () -> {
            Refund refund = desk.refund(id, body.amount(), body.reason().strip());
            return ResponseEntity.created(URI.create("/api/v1/refunds?paymentId=" + id))
                    .body(refund);
        });
    }

    /** The newest first. */
    @GetMapping("/refunds")
    Page<Refund> refunds(
            @RequestParam(required = false) @Nullable UUID paymentId,
            @RequestParam(required = false) @Nullable RefundState state,
            PageQuery page) {
        return page.page(desk.refunds(paymentId, state, after(page), page.fetch()), refund -> Cursor.of(refund.id()));
    }

    /** Says that a refund which no provider makes was paid out. */
    @PostMapping("/refunds/{id}/settlements")
    @Admin
    ResponseEntity<?> paidOut(@PathVariable UUID id, HttpServletRequest request) {
        return idempotency.once(request, null, () -> ResponseEntity.ok(desk.paidOut(id)));
    }

    /** What the provider says and what we say, differences first; {@code to} is not part of it. */
    @GetMapping("/payments/reconciliation")
    @Admin
    Reconciliation reconcile(@RequestParam Instant from, @RequestParam Instant to) {
        return reconciliation.compare(from, to);
    }

    private static @Nullable UUID after(PageQuery page) {
        Cursor after = page.after();
        return after == null ? null : after.uuid(0);
    }

    record ReceiveRequest(
            @NotNull @Pattern(regexp = "transfer|cash|card", message = "must be transfer, cash or card") String method,

            @NotNull @DecimalMin("0.01") @DecimalMax(MOST) @Digits(integer = 10, fraction = 2) BigDecimal amount,

            @Nullable Instant receivedAt,
            @Nullable @Size(max = 200) String reference) {}

    /** @param amount null: all that is left */
    record RefundRequest(
            @DecimalMin("0.01") @DecimalMax(MOST) @Digits(integer = 10, fraction = 2) @Nullable BigDecimal amount,

            @NotBlank @Size(max = 500) String reason) {}
}
