package io.joblane.invoicing.domain;

import io.joblane.context.CurrentActor;
import io.joblane.shared.Ids;
import io.joblane.shared.LowerCase;
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
import tools.jackson.databind.json.JsonMapper;

/** The table of invoices. */
@Component
class Invoices {
    /** The sums are those of the credit notes of the invoice, and of the payments of it or of its booking, less what went back. */
    private static final String SELECT = """
            SELECT * FROM (
                SELECT i.*, m.credited, m.paid, CASE WHEN m.credited > 0 AND m.credited >= i.total THEN 'credited'
                       WHEN m.paid + m.credited >= i.total THEN 'paid' ELSE 'open' END AS status
                FROM invoice i CROSS JOIN LATERAL (
                    SELECT coalesce((SELECT sum(n.total) FROM credit_note n WHERE n.invoice_id = i.id), 0) AS credited,
                           coalesce((SELECT sum(p.amount - coalesce((SELECT sum(r.amount) FROM refund r
                                                                     WHERE r.payment_id = p.id AND r.state = 'succeeded'), 0))
                                     FROM payment p WHERE p.state = 'succeeded' AND p.deleted_at IS NULL
                                       AND (p.invoice_id = i.id OR p.booking_id = i.booking_id)), 0) AS paid) m
                WHERE i.deleted_at IS NULL) v
            WHERE true""";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final InvoiceRow row;

    Invoices(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
        this.row = new InvoiceRow(json);
    }

    /**
     * Takes the next number and writes the invoice in one statement. The series' row stays locked until the transaction
     * ends, so that a number taken and rolled back is the next one's: no gap.
     *
     * @return empty where there is an invoice already; no number is taken then
     */
    Optional<Issued> issue(NewInvoice invoice, int year, Instant now) {
        return jdbc.sql("""
                        WITH taken AS (
                            INSERT INTO number_series (series, last) SELECT 'invoice-' || :year, 1
                            WHERE NOT EXISTS (SELECT FROM invoice WHERE booking_id = CAST(:booking AS uuid)
                                              OR job_id = CAST(:job AS uuid))
                            ON CONFLICT (series) DO UPDATE SET last = number_series.last + 1
                            RETURNING last::text AS last
                        )
                        INSERT INTO invoice (id, number, booking_id, job_id, customer_id, lines, tax_name, tax_percent, tax, total,
                                             currency, issued_at, terms_days, due_on, seller, recipient,
                                             created_at, created_by, updated_at, updated_by, version)
                        SELECT :id, :year || '-' || lpad(last, greatest(6, length(last)), '0'), CAST(:booking AS uuid),
                               CAST(:job AS uuid), :customer,
                               :lines::jsonb, :taxName, :taxPercent, :tax, :total, :currency, :now, :terms, :dueOn,
                               :seller::jsonb, :recipient::jsonb, :now, :by, :now, :by, 0
                        FROM taken
                        RETURNING id, number
                        """)
                .param("id", Ids.next())
                .param("booking", invoice.bookingId())
                .param("job", invoice.jobId())
                .param("customer", invoice.customerId())
                .param("lines", json.writeValueAsString(invoice.amounts().lines()))
                .param("taxName", invoice.taxName())
                .param("taxPercent", invoice.taxPercent())
                .param("tax", invoice.amounts().tax())
                .param("total", invoice.amounts().total())
                .param("currency", invoice.currency())
                .param("terms", invoice.termsDays())
                .param("dueOn", invoice.dueOn())
                .param("seller", json.writeValueAsString(invoice.seller()))
                .param("recipient", json.writeValueAsString(invoice.recipient()))
                .param("year", Integer.toString(year))
                .param("now", Timestamp.from(now))
                .param("by", CurrentActor.get().auditName())
                .query(Invoices::issued)
                .optional();
    }

    Optional<Issued> ofBooking(UUID bookingId) {
        return jdbc.sql("SELECT id, number FROM invoice WHERE booking_id = :booking")
                .param("booking", bookingId)
                .query(Invoices::issued)
                .optional();
    }

    Optional<Issued> ofJob(UUID jobId) {
        return jdbc.sql("SELECT id, number FROM invoice WHERE job_id = :job")
                .param("job", jobId)
                .query(Invoices::issued)
                .optional();
    }

    Optional<Invoice> find(UUID id) {
        return jdbc.sql(SELECT + " AND id = :id").param("id", id).query(row).optional();
    }

    /** {@link #find}, with the row locked until the transaction ends: credit notes of one invoice are written one by one. */
    Optional<Invoice> lock(UUID id) {
        boolean there = jdbc.sql("SELECT id FROM invoice WHERE id = :id AND deleted_at IS NULL FOR UPDATE")
                .param("id", id)
                .query(UUID.class)
                .optional()
                .isPresent();
        return there ? find(id) : Optional.empty();
    }

    /** The newest first. */
    List<Invoice> page(InvoiceFilter filter, int limit) {
        StringBuilder sql = new StringBuilder(SELECT);
        append(sql, filter.bookingId(), " AND booking_id = :booking");
        append(sql, filter.jobId(), " AND job_id = :job");
        append(sql, filter.customerId(), " AND customer_id = :customer");
        append(sql, filter.status(), " AND status = :status");
        append(sql, filter.from(), " AND issued_at >= :from");
        append(sql, filter.to(), " AND issued_at < :to");
        append(sql, filter.afterId(), " AND (issued_at, id) < (:afterAt, :afterId)");
        return jdbc.sql(sql.append(" ORDER BY issued_at DESC, id DESC LIMIT :limit")
                        .toString())
                .param("booking", filter.bookingId())
                .param("job", filter.jobId())
                .param("customer", filter.customerId())
                .param("status", filter.status() == null ? null : LowerCase.of(filter.status()))
                .param("from", timestamp(filter.from()))
                .param("to", timestamp(filter.to()))
                .param("afterAt", timestamp(filter.afterAt()))
                .param("afterId", filter.afterId())
                .param("limit", limit)
                .query(row)
                .list();
    }

    private static void append(StringBuilder sql, @Nullable Object value, String condition) {
        if (value != null) {
            sql.append(condition);
        }
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    private static Issued issued(ResultSet row, int number) throws SQLException {
        return new Issued(row.getObject("id", UUID.class), row.getString("number"));
    }

    /** What the process needs of an invoice. */
    record Issued(UUID id, String number) {}
}
