package io.joblane.invoicing.domain;

import io.joblane.context.CurrentActor;
import io.joblane.invoicing.Party;
import io.joblane.invoicing.Seller;
import io.joblane.pricing.Line;
import io.joblane.shared.Ids;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The table of credit notes; their numbers are a series of their own. */
@Component
class CreditNotes {
    private static final String SELECT = """
            SELECT n.*, i.number AS invoice_number FROM credit_note n JOIN invoice i ON i.id = n.invoice_id
            WHERE n.deleted_at IS NULL""";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    CreditNotes(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Takes the next number, as {@link Invoices#issue} does. */
    UUID issue(
            Invoice invoice, String reason, List<Line> lines, BigDecimal tax, BigDecimal total, int year, Instant now) {
        return jdbc.sql("""
                        WITH taken AS (
                            INSERT INTO number_series (series, last) VALUES ('credit-' || :year, 1)
                            ON CONFLICT (series) DO UPDATE SET last = number_series.last + 1
                            RETURNING last::text AS last
                        )
                        INSERT INTO credit_note (id, number, invoice_id, customer_id, reason, lines, tax_name, tax_percent, tax, total,
                                                 currency, issued_at, seller, recipient, created_at, created_by, updated_at, updated_by)
                        SELECT :id, 'CN-' || :year || '-' || lpad(last, greatest(6, length(last)), '0'), i.id, i.customer_id, :reason,
                               :lines::jsonb, i.tax_name, i.tax_percent, :tax, :total, i.currency, :now, i.seller, i.recipient,
                               :now, :by, :now, :by
                        FROM taken, invoice i WHERE i.id = :invoice
                        RETURNING id
                        """)
                .param("id", Ids.next())
                .param("invoice", invoice.id())
                .param("reason", reason)
                .param("lines", json.writeValueAsString(lines))
                .param("tax", tax)
                .param("total", total)
                .param("year", Integer.toString(year))
                .param("now", Timestamp.from(now))
                .param("by", CurrentActor.get().auditName())
                .query(UUID.class)
                .single();
    }

    Optional<CreditNote> find(UUID id) {
        return jdbc.sql(SELECT + " AND n.id = :id")
                .param("id", id)
                .query(this::note)
                .optional();
    }

    /** The oldest first. */
    List<CreditNote> ofInvoice(UUID invoiceId) {
        return jdbc.sql(SELECT + " AND n.invoice_id = :invoice ORDER BY n.issued_at, n.id")
                .param("invoice", invoiceId)
                .query(this::note)
                .list();
    }

    private CreditNote note(ResultSet row, int number) throws SQLException {
        return new CreditNote(
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getObject("invoice_id", UUID.class),
                row.getString("invoice_number"),
                row.getObject("customer_id", UUID.class),
                row.getString("reason"),
                json.readValue(row.getString("lines"), InvoiceRow.LINES),
                row.getBigDecimal("net"),
                row.getString("tax_name"),
                row.getBigDecimal("tax_percent").stripTrailingZeros(),
                row.getBigDecimal("tax"),
                row.getBigDecimal("total"),
                row.getString("currency"),
                row.getTimestamp("issued_at").toInstant(),
                json.readValue(row.getString("seller"), Seller.class),
                json.readValue(row.getString("recipient"), Party.class));
    }
}
