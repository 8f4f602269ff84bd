package io.joblane.payment.domain;

import io.joblane.database.Transactions;
import io.joblane.identity.Admin;
import io.joblane.identity.Staff;
import io.joblane.payment.domain.PaymentTable.NewPayment;
import io.joblane.payment.domain.RefundTable.NewRefund;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the office does with payments and refunds. */
@Service
public class PaymentDesk {
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private final PaymentTable payments;
    private final RefundTable refunds;
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Clock clock;

    PaymentDesk(PaymentTable payments, RefundTable refunds, JdbcClient jdbc, Transactions transactions, Clock clock) {
        this.payments = payments;
        this.refunds = refunds;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Which payments; null does not filter. */
    public record PaymentFilter(
            @Nullable UUID bookingId,
            @Nullable UUID invoiceId,
            @Nullable UUID customerId) {}

    /** The newest first. */
    @Staff
    @Transactional(readOnly = true)
    public List<Payment> page(PaymentFilter filter, @Nullable UUID after, int limit) {
        return payments.page(filter.bookingId(), filter.invoiceId(), filter.customerId(), after, limit);
    }

    /** @throws Problem 404 {@code payment_unknown} */
    @Staff
    @Transactional(readOnly = true)
    public Payment find(UUID id) {
        return payments.find(id).orElseThrow(PaymentDesk::unknown);
    }

    /** The newest first; null does not filter. */
    @Staff
    @Transactional(readOnly = true)
    public List<Refund> refunds(
            @Nullable UUID paymentId, @Nullable RefundState state, @Nullable UUID after, int limit) {
        return refunds.page(paymentId, state, after, limit);
    }

    /**
     * Writes down money that came for an invoice: by transfer, in cash, or by a card machine of the company's own.
     *
     * @param receivedAt null: now
     * @throws Problem 404 {@code invoice_unknown}, 422 {@code received_in_the_future}
     */
    @Staff
    public Payment receive(
            UUID invoiceId, String method, BigDecimal amount, @Nullable Instant receivedAt, String reference) {
        Instant now = clock.instant();
        Instant at = receivedAt == null ? now : receivedAt;
        if (at.isAfter(now.plus(CLOCKS_APART))) {
            throw Problem.unprocessable("received_in_the_future", "\"receivedAt\" is still to come.");
        }
        return transactions.run(() -> {
            Invoiced invoice = jdbc.sql("SELECT customer_id, currency FROM invoice WHERE id = ? AND deleted_at IS NULL")
                    .param(invoiceId)
                    .query((row, number) ->
                            new Invoiced(row.getObject("customer_id", UUID.class), row.getString("currency")))
                    .optional()
                    .orElseThrow(() -> Problem.notFound("invoice_unknown", "There is no such invoice."));
            UUID id = payments.insert(new NewPayment(
                    null,
                    invoiceId,
                    invoice.customerId(),
                    method,
                    null,
                    cents(amount),
                    invoice.currency(),
                    at,
                    reference));
            return payments.find(id).orElseThrow();
        });
    }

    /**
     * Gives money back; of two at once the second sees the first. The provider is asked in the background.
     *
     * @param amount null: all that is left
     * @throws Problem 404 {@code payment_unknown}, 409 {@code nothing_to_refund}, 422 {@code amount_too_high}
     */
    @Admin
    public Refund refund(UUID paymentId, @Nullable BigDecimal amount, String reason) {
        return transactions.run(() -> {
            Payment payment = payments.lock(paymentId).orElseThrow(PaymentDesk::unknown);
            BigDecimal left = payment.refundable();
            if (left.signum() <= 0) {
                throw Problem.conflict("nothing_to_refund", "Nothing is left of this payment that could go back.");
            }
            BigDecimal wanted = amount == null ? left : cents(amount);
            if (wanted.compareTo(left) > 0) {
                throw Problem.unprocessable(
                                "amount_too_high",
                                "Only " + left.toPlainString() + " " + payment.currency() + " of this payment is left.")
                        .with("left", left);
            }
            RefundState state = payment.provider() == null ? RefundState.MANUAL : RefundState.REQUESTED;
            UUID id = refunds.insert(new NewRefund(
                            paymentId,
                            payment.bookingId(),
                            payment.customerId(),
                            "admin",
                            state,
                            wanted,
                            payment.currency(),
                            reason))
                    .orElseThrow();
            return refunds.find(id).orElseThrow();
        });
    }

    /** Says that somebody paid a refund out which no provider makes. @throws Problem 404 {@code refund_unknown}, 409 */
    @Admin
    public Refund paidOut(UUID refundId) {
        return transactions.run(() -> {
            boolean done = refunds.paidOut(refundId);
            Refund refund = refunds.find(refundId)
                    .orElseThrow(() -> Problem.notFound("refund_unknown", "There is no such refund."));
            if (!done) {
                throw Problem.conflict(
                        "refund_" + LowerCase.of(refund.state()), "This refund does not wait to be paid out by hand.");
            }
            return refund;
        });
    }

    private static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }

    private static Problem unknown() {
        return Problem.notFound("payment_unknown", "There is no such payment.");
    }

    private record Invoiced(UUID customerId, String currency) {}
}
