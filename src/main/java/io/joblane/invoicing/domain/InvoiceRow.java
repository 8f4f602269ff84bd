package io.joblane.invoicing.domain;

import io.joblane.invoicing.Party;
import io.joblane.invoicing.Seller;
import io.joblane.pricing.Line;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A row of {@link Invoices}' query. */
record InvoiceRow(JsonMapper json) implements RowMapper<Invoice> {
    static final TypeReference<List<Line>> LINES = new TypeReference<>() {};

    @Override
    public Invoice mapRow(ResultSet row, int number) throws SQLException {
        BigDecimal total = row.getBigDecimal("total");
        BigDecimal paid = row.getBigDecimal("paid").setScale(2);
        BigDecimal credited = row.getBigDecimal("credited").setScale(2);
        return new Invoice(
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getObject("booking_id", UUID.class),
                row.getObject("job_id", UUID.class),
                row.getObject("customer_id", UUID.class),
                json.readValue(row.getString("lines"), LINES),
                row.getBigDecimal("net"),
                row.getString("tax_name"),
                row.getBigDecimal("tax_percent").stripTrailingZeros(),
                row.getBigDecimal("tax"),
                total,
                row.getString("currency"),
                row.getTimestamp("issued_at").toInstant(),
                row.getInt("terms_days"),
                row.getObject("due_on", LocalDate.class),
                paid,
                credited,
                total.subtract(credited).subtract(paid),
                InvoiceStatus.of(total, credited, paid),
                json.readValue(row.getString("seller"), Seller.class),
                json.readValue(row.getString("recipient"), Party.class));
    }
}
