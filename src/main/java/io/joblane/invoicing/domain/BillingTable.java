package io.joblane.invoicing.domain;

import io.joblane.invoicing.Party;
import io.joblane.invoicing.Seller;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what an invoice needs besides its price, in one query: one is issued at the end of every trip. */
@Component
class BillingTable {
    private final JdbcClient jdbc;

    BillingTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Billing of(UUID customerId) {
        return jdbc.sql("""
                        SELECT s.*, c.name AS customer_name, c.email AS customer_email, t.billing_name, t.billing_address,
                               t.tax_number AS customer_tax_number, coalesce(t.discount_percent, 0) AS discount_percent,
                               coalesce(t.terms_days, s.account_terms_days, 30) AS days
                        FROM customer c
                        LEFT JOIN customer_terms t ON t.customer_id = c.id AND t.deleted_at IS NULL
                        LEFT JOIN billing_settings s ON s.deleted_at IS NULL
                        WHERE c.id = :customer
                        """)
                .param("customer", customerId)
                .query(BillingTable::billing)
                .single();
    }

    private static Billing billing(ResultSet row, int number) throws SQLException {
        boolean set = row.getString("id") != null;
        String agreed = row.getString("billing_name");
        return new Billing(
                set ? seller(row) : Seller.UNKNOWN,
                new Party(
                        agreed == null || agreed.isEmpty() ? row.getString("customer_name") : agreed,
                        row.getString("customer_email"),
                        row.getString("billing_address"),
                        row.getString("customer_tax_number")),
                set ? row.getString("tax_name") : "",
                set ? row.getBigDecimal("trip_tax_percent") : BigDecimal.ZERO,
                !set || row.getBoolean("trip_tax_included"),
                set ? row.getBigDecimal("job_tax_percent") : BigDecimal.ZERO,
                set && row.getBoolean("job_tax_included"),
                row.getInt("days"),
                row.getBigDecimal("discount_percent"));
    }

    static Seller seller(ResultSet row) throws SQLException {
        return new Seller(
                row.getString("legal_name"),
                row.getString("address"),
                row.getString("tax_number"),
                row.getString("email"),
                row.getString("phone"),
                row.getString("iban"),
                row.getString("bic"),
                row.getString("footer"));
    }
}
