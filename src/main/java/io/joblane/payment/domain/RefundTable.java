package io.joblane.payment.domain;

import io.joblane.context.CurrentActor;
import io.joblane.payment.domain.CardProvider.ProviderRefund;
import io.joblane.shared.Ids;
import io.joblane.shared.LowerCase;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The ledger of refunds. */
@Component
class RefundTable {
    /** Longer than a call to the provider can take: whoever took a row and does not come back has been killed by then. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final JdbcClient jdbc;
    private final Clock clock;

    RefundTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param state requested or manual */
    record NewRefund(
            @Nullable UUID paymentId,
            @Nullable UUID bookingId,
            UUID customerId,
            String origin,
            RefundState state,
            BigDecimal amount,
            String currency,
            String reason) {}

    /** Empty where the booking's cancellation, or the late payment, has its refund already. */
    Optional<UUID> insert(NewRefund refund) {
        return jdbc.sql("""
                        INSERT INTO refund (id, payment_id, booking_id, customer_id, origin, state, amount, currency, reason, next_at)
                        VALUES (:id, CAST(:payment AS uuid), CAST(:booking AS uuid), :customer, :origin, :state, :amount, :currency, :reason, :now)
                        ON CONFLICT DO NOTHING RETURNING id
                        """)
                .param("id", Ids.next())
                .param("payment", refund.paymentId())
                .param("booking", refund.bookingId())
                .param("customer", refund.customerId())
                .param("origin", refund.origin())
                .param("state", LowerCase.of(refund.state()))
                .param("amount", refund.amount())
                .param("currency", refund.currency())
                .param("reason", refund.reason())
                .param("now", Timestamp.from(clock.instant()))
                .query(UUID.class)
                .optional();
    }

    Optional<Refund> find(UUID id) {
        return jdbc.sql("SELECT * FROM refund WHERE id = ?")
                .param(id)
                .query(RefundTable::row)
                .optional();
    }

    /** The newest first; null does not filter. */
    List<Refund> page(@Nullable UUID paymentId, @Nullable RefundState state, @Nullable UUID after, int limit) {
        return jdbc.sql("""
                        SELECT * FROM refund WHERE (CAST(:payment AS uuid) IS NULL OR payment_id = :payment)
                          AND (CAST(:state AS text) IS NULL OR state = :state) AND (CAST(:after AS uuid) IS NULL OR id < :after)
                        ORDER BY id DESC LIMIT :limit
                        """)
                .param("payment", paymentId)
                .param("state", state == null ? null : LowerCase.of(state))
                .param("after", after)
                .param("limit", limit)
                .query(RefundTable::row)
                .list();
    }

    /** Those that the provider makes, written in that time. */
    List<Refund> ofProvider(Instant from, Instant to) {
        return jdbc.sql("""
                        SELECT r.* FROM refund r JOIN payment p ON p.id = r.payment_id
                        WHERE p.provider IS NOT NULL AND r.created_at >= ? AND r.created_at < ? ORDER BY r.id
                        """)
                .params(Timestamp.from(from), Timestamp.from(to))
                .query(RefundTable::row)
                .list();
    }

    Optional<Refund> byProviderId(String providerId) {
        return jdbc.sql("SELECT * FROM refund WHERE provider_id = ?")
                .param(providerId)
                .query(RefundTable::row)
                .optional();
    }

    /** The next one that is due; it is the caller's for two minutes. */
    @Transactional
    public Optional<Refund> take() {
        Instant now = clock.instant();
        return jdbc.sql("""
                        UPDATE refund SET attempts = attempts + 1, next_at = ? WHERE id = (
                            SELECT id FROM refund WHERE state = 'requested' AND next_at <= ? ORDER BY next_at, id LIMIT 1
                            FOR UPDATE SKIP LOCKED)
                        RETURNING *
                        """)
                .params(Timestamp.from(now.plus(LEASE)), Timestamp.from(now))
                .query(RefundTable::row)
                .optional();
    }

    /** What the provider says of it. What has succeeded stays so unless the provider says that it failed after all. */
    @Transactional
    public void record(UUID id, ProviderRefund said) {
        Timestamp settled = said.state() == RefundState.SUCCEEDED ? Timestamp.from(clock.instant()) : null;
        jdbc.sql("""
                        UPDATE refund SET state = :state, provider_id = :provider, failure = CAST(:failure AS text), version = version + 1,
                            settled_at = coalesce(settled_at, CAST(:settled AS timestamptz))
                        WHERE id = :id AND (state IN ('requested', 'pending') OR (state = 'succeeded' AND :state = 'failed'))
                        """)
                .param("id", id)
                .param("state", LowerCase.of(said.state()))
                .param("provider", said.id())
                .param("failure", said.failure())
                .param("settled", settled)
                .update();
    }

    @Transactional
    public void again(UUID id, String failure, Duration wait) {
        jdbc.sql("UPDATE refund SET failure = ?, next_at = ? WHERE id = ? AND state = 'requested'")
                .params(failure, Timestamp.from(clock.instant().plus(wait)), id)
                .update();
    }

    @Transactional
    public void fail(UUID id, String failure) {
        jdbc.sql(
                        "UPDATE refund SET state = 'failed', failure = ?, version = version + 1 WHERE id = ? AND state = 'requested'")
                .params(failure, id)
                .update();
    }

    /** One that was made at the provider's own desk. */
    void insertForeign(Payment payment, ProviderRefund refund) {
        jdbc.sql("""
                        INSERT INTO refund (id, payment_id, booking_id, customer_id, origin, state, amount, currency, provider_id, settled_at)
                        VALUES (:id, :payment, CAST(:booking AS uuid), :customer, 'provider', :state, :amount, :currency, :provider,
                                CAST(:settled AS timestamptz))
                        ON CONFLICT (provider_id) DO NOTHING
                        """)
                .param("id", Ids.next())
                .param("payment", payment.id())
                .param("booking", payment.bookingId())
                .param("customer", payment.customerId())
                .param("state", LowerCase.of(refund.state()))
                .param("amount", refund.amount().amount())
                .param("currency", refund.amount().currency())
                .param("provider", refund.id())
                .param("settled", refund.state() == RefundState.SUCCEEDED ? Timestamp.from(clock.instant()) : null)
                .update();
    }

    /** @return false where it was not waiting for that */
    boolean paidOut(UUID id) {
        return jdbc.sql("""
                        UPDATE refund SET state = 'succeeded', settled_at = ?, settled_by = ?, version = version + 1
                        WHERE id = ? AND state = 'manual'
                        """)
                        .params(
                                Timestamp.from(clock.instant()),
                                CurrentActor.get().auditName(),
                                id)
                        .update()
                == 1;
    }

    private static Refund row(ResultSet row, int number) throws SQLException {
        Timestamp settled = row.getTimestamp("settled_at");
        return new Refund(
                row.getObject("id", UUID.class),
                row.getObject("payment_id", UUID.class),
                row.getObject("booking_id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getString("origin"),
                LowerCase.parse(RefundState.class, row.getString("state")),
                row.getBigDecimal("amount"),
                row.getString("currency"),
                row.getString("reason"),
                row.getString("provider_id"),
                row.getInt("attempts"),
                row.getString("failure"),
                settled == null ? null : settled.toInstant(),
                row.getTimestamp("created_at").toInstant());
    }
}
