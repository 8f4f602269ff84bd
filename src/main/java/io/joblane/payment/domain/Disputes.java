package io.joblane.payment.domain;

import io.joblane.company.Companies;
import io.joblane.context.CurrentActor;
import io.joblane.database.Transactions;
import io.joblane.engine.Outbox;
import io.joblane.engine.WorkerFault;
import io.joblane.identity.Staff;
import io.joblane.payment.domain.ProviderEvent.DisputeClosed;
import io.joblane.payment.domain.ProviderEvent.DisputeOpened;
import io.joblane.shared.Ids;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Disputed payments: each puts a task before an admin. */
@Service
public class Disputes {
    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final Companies companies;
    private final Transactions transactions;
    private final Clock clock;

    Disputes(JdbcClient jdbc, Outbox outbox, Companies companies, Transactions transactions, Clock clock) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.companies = companies;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Joins the caller's transaction. */
    String open(Payment payment, DisputeOpened opened) {
        UUID id = Ids.next();
        int added = jdbc.sql("""
                        INSERT INTO dispute (id, payment_id, booking_id, provider_id, status, amount, currency, reason, answer_by)
                        VALUES (:id, :payment, CAST(:booking AS uuid), :provider, 'open', :amount, :currency, :reason,
                                CAST(:answerBy AS timestamptz))
                        ON CONFLICT (provider_id) DO NOTHING
                        """)
                .param("id", id)
                .param("payment", payment.id())
                .param("booking", payment.bookingId())
                .param("provider", opened.disputeId())
                .param("amount", opened.amount().amount())
                .param("currency", opened.amount().currency())
                .param("reason", opened.reason())
                .param("answerBy", opened.answerBy() == null ? null : Timestamp.from(opened.answerBy()))
                .update();
        if (added == 0) {
            return "known";
        }
        startProcess(find(id).orElseThrow());
        return "disputed";
    }

    void startProcess(Dispute dispute) {
        Map<String, Object> variables = new HashMap<>(
                Map.of("company", companies.current().slug(), "subjectId", dispute.id(), "reason", dispute.reason()));
        if (dispute.bookingId() != null) {
            variables.put("bookingId", dispute.bookingId());
        }
        outbox.message("payment.disputeOpened", dispute.id(), variables);
    }

    /** The bank has decided. A close that comes before its opening finds nothing: the opening then shows at the provider only. */
    String close(DisputeClosed closed) {
        Optional<UUID> id = jdbc.sql("""
                        UPDATE dispute SET status = ?, closed_at = ?, version = version + 1
                        WHERE provider_id = ? AND closed_at IS NULL RETURNING id
                        """)
                .params(closed.won() ? "won" : "lost", Timestamp.from(clock.instant()), closed.disputeId())
                .query(UUID.class)
                .optional();
        id.ifPresent(found -> outbox.message("payment.disputeClosed", found));
        return id.isPresent() ? "closed" : "ignored";
    }

    /**
     * What became of it.
     *
     * @param changed false where it had become so before, or could not any more
     */
    public record Decided(DisputeStatus status, boolean changed) {}

    /**
     * An admin contests or accepts it; of two at once one wins.
     *
     * @param wanted contested or accepted
     */
    public Decided decide(UUID id, DisputeStatus wanted, String note) {
        return transactions.run(() -> {
            DisputeStatus status = jdbc.sql("SELECT status FROM dispute WHERE id = ? FOR UPDATE")
                    .param(id)
                    .query((row, number) -> LowerCase.parse(DisputeStatus.class, row.getString("status")))
                    .optional()
                    .orElseThrow(() -> new WorkerFault("The dispute " + id
                            + " is not in this company's database: cancel the instance if it was removed on purpose."));
            if (status != DisputeStatus.OPEN) {
                return new Decided(status, false);
            }
            jdbc.sql(
                            "UPDATE dispute SET status = ?, note = ?, decided_by = ?, decided_at = ?, version = version + 1 WHERE id = ?")
                    .params(LowerCase.of(wanted), note, CurrentActor.get().label(), Timestamp.from(clock.instant()), id)
                    .update();
            return new Decided(wanted, true);
        });
    }

    /** The newest first; null does not filter. */
    @Staff
    @Transactional(readOnly = true)
    public List<Dispute> page(@Nullable DisputeStatus status, @Nullable UUID after, int limit) {
        return jdbc.sql("""
                        SELECT * FROM dispute WHERE (CAST(:status AS text) IS NULL OR status = :status)
                          AND (CAST(:after AS uuid) IS NULL OR id < :after) ORDER BY id DESC LIMIT :limit
                        """)
                .param("status", status == null ? null : LowerCase.of(status))
                .param("after", after)
                .param("limit", limit)
                .query(Disputes::row)
                .list();
    }

    /** @throws Problem 404 {@code dispute_unknown} */
    @Staff
    @Transactional(readOnly = true)
    public Dispute get(UUID id) {
        return find(id).orElseThrow(() -> Problem.notFound("dispute_unknown", "There is no such dispute."));
    }

    List<Dispute> open() {
        return jdbc.sql("SELECT * FROM dispute WHERE status = 'open' AND deleted_at IS NULL ORDER BY id")
                .query(Disputes::row)
                .list();
    }

    private Optional<Dispute> find(UUID id) {
        return jdbc.sql("SELECT * FROM dispute WHERE id = ?")
                .param(id)
                .query(Disputes::row)
                .optional();
    }

    private static Dispute row(ResultSet row, int number) throws SQLException {
        return new Dispute(
                row.getObject("id", UUID.class),
                row.getObject("payment_id", UUID.class),
                row.getObject("booking_id", UUID.class),
                row.getString("provider_id"),
                LowerCase.parse(DisputeStatus.class, row.getString("status")),
                row.getBigDecimal("amount"),
                row.getString("currency"),
                row.getString("reason"),
                instant(row, "answer_by"),
                row.getString("note"),
                instant(row, "decided_at"),
                instant(row, "closed_at"),
                row.getTimestamp("created_at").toInstant());
    }

    private static java.time.@Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
