package io.joblane.payment.domain;

import io.joblane.shared.Ids;
import io.joblane.shared.LowerCase;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code payment}. */
@Component
class PaymentTable {
    private static final String SELECT = """
            SELECT p.*, coalesce((SELECT sum(r.amount) FROM refund r WHERE r.payment_id = p.id AND r.state <> 'failed'), 0) AS refunded
            FROM payment p WHERE p.deleted_at IS NULL""";

    private final JdbcClient jdbc;

    PaymentTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param receivedAt null for one that is still to come */
    record NewPayment(
            @Nullable UUID bookingId,
            @Nullable UUID invoiceId,
            UUID customerId,
            String method,
            @Nullable String provider,
            BigDecimal amount,
            String currency,
            @Nullable Instant receivedAt,
            String reference) {}

    /** A second open card payment of a booking is not written: the first one is {@link #open}. */
    UUID insert(NewPayment payment) {
        UUID id = Ids.next();
        Instant received = payment.receivedAt();
        jdbc.sql("""
                        INSERT INTO payment (id, booking_id, invoice_id, customer_id, method, provider, state, amount, currency,
                                             received_at, reference)
                        VALUES (:id, CAST(:booking AS uuid), CAST(:invoice AS uuid), :customer, :method, CAST(:provider AS text), :state,
                                :amount, :currency, CAST(:received AS timestamptz), :reference)
                        ON CONFLICT DO NOTHING
                        """)
                .param("id", id)
                .param("booking", payment.bookingId())
                .param("invoice", payment.invoiceId())
                .param("customer", payment.customerId())
                .param("method", payment.method())
                .param("provider", payment.provider())
                .param("state", received == null ? "pending" : "succeeded")
                .param("amount", payment.amount())
                .param("currency", payment.currency())
                .param("received", received == null ? null : Timestamp.from(received))
                .param("reference", payment.reference())
                .update();
        return id;
    }

    Optional<Payment> find(UUID id) {
        return jdbc.sql(SELECT + " AND p.id = ?")
                .param(id)
                .query(PaymentTable::row)
                .optional();
    }

    /** Locked until the transaction ends. Whoever needs the booking's lock too takes that one first. */
    Optional<Payment> lock(UUID id) {
        boolean there = jdbc.sql("SELECT id FROM payment WHERE id = ? AND deleted_at IS NULL FOR UPDATE")
                .param(id)
                .query(UUID.class)
                .optional()
                .isPresent();
        return there ? find(id) : Optional.empty();
    }

    Optional<Payment> byProviderId(String providerId) {
        return jdbc.sql(SELECT + " AND p.provider_id = ?")
                .param(providerId)
                .query(PaymentTable::row)
                .optional();
    }

    /** The card payment of the booking that is neither done nor given up. */
    Optional<Payment> open(UUID bookingId, String provider) {
        return jdbc.sql(SELECT + " AND p.booking_id = ? AND p.provider = ? AND p.state IN ('pending', 'failed')")
                .params(bookingId, provider)
                .query(PaymentTable::row)
                .optional();
    }

    /** The oldest first. */
    List<Payment> ofBooking(UUID bookingId) {
        return jdbc.sql(SELECT + " AND p.booking_id = ? ORDER BY p.created_at, p.id")
                .param(bookingId)
                .query(PaymentTable::row)
                .list();
    }

    /** The newest first; null does not filter. */
    List<Payment> page(
            @Nullable UUID bookingId,
            @Nullable UUID invoiceId,
            @Nullable UUID customerId,
            @Nullable UUID after,
            int limit) {
        return jdbc.sql(SELECT + """
                         AND (CAST(:booking AS uuid) IS NULL OR p.booking_id = :booking)
                         AND (CAST(:invoice AS uuid) IS NULL OR p.invoice_id = :invoice
                              OR p.booking_id = (SELECT booking_id FROM invoice WHERE id = :invoice))
                         AND (CAST(:customer AS uuid) IS NULL OR p.customer_id = :customer)
                         AND (CAST(:after AS uuid) IS NULL OR p.id < :after)
                        ORDER BY p.id DESC LIMIT :limit
                        """)
                .param("booking", bookingId)
                .param("invoice", invoiceId)
                .param("customer", customerId)
                .param("after", after)
                .param("limit", limit)
                .query(PaymentTable::row)
                .list();
    }

    /** Those that the provider collects, made in that time. */
    List<Payment> ofProvider(String provider, Instant from, Instant to) {
        return jdbc.sql(SELECT + " AND p.provider = ? AND p.created_at >= ? AND p.created_at < ? ORDER BY p.id")
                .params(provider, Timestamp.from(from), Timestamp.from(to))
                .query(PaymentTable::row)
                .list();
    }

    void setProviderId(UUID id, String providerId, BigDecimal amount) {
        jdbc.sql(
                        "UPDATE payment SET provider_id = ?, amount = ?, version = version + 1 WHERE id = ? AND state IN ('pending', 'failed')")
                .params(providerId, amount, id)
                .update();
    }

    void succeed(UUID id, String providerId, BigDecimal amount, Instant at) {
        jdbc.sql("""
                        UPDATE payment SET state = 'succeeded', provider_id = ?, amount = ?, received_at = ?, failure = NULL,
                            version = version + 1
                        WHERE id = ?
                        """).params(providerId, amount, Timestamp.from(at), id).update();
    }

    void notSucceeded(UUID id, PaymentState state, @Nullable String failure) {
        jdbc.sql(
                        "UPDATE payment SET state = ?, failure = CAST(? AS text), version = version + 1 WHERE id = ? AND state <> 'succeeded'")
                .param(LowerCase.of(state))
                .param(failure)
                .param(id)
                .update();
    }

    private static Payment row(ResultSet row, int number) throws SQLException {
        Timestamp received = row.getTimestamp("received_at");
        return new Payment(
                row.getObject("id", UUID.class),
                row.getObject("booking_id", UUID.class),
                row.getObject("invoice_id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getString("method"),
                row.getString("provider"),
                row.getString("provider_id"),
                LowerCase.parse(PaymentState.class, row.getString("state")),
                row.getBigDecimal("amount"),
                row.getString("currency"),
                row.getBigDecimal("refunded").setScale(2),
                row.getString("failure"),
                received == null ? null : received.toInstant(),
                row.getString("reference"),
                row.getTimestamp("created_at").toInstant());
    }
}
