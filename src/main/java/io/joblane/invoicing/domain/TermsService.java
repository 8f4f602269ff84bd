package io.joblane.invoicing.domain;

import io.joblane.customer.Customers;
import io.joblane.http.Versions;
import io.joblane.identity.Admin;
import io.joblane.identity.Staff;
import io.joblane.shared.Ids;
import io.joblane.shared.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is agreed with customers about invoices. */
@Service
public class TermsService {
    private final JdbcClient jdbc;
    private final Customers customers;

    TermsService(JdbcClient jdbc, Customers customers) {
        this.jdbc = jdbc;
        this.customers = customers;
    }

    /** @throws Problem 404 {@code customer_unknown} */
    @Staff
    @Transactional(readOnly = true)
    public CustomerTerms get(UUID customerId) {
        requireCustomer(customerId);
        return read(customerId);
    }

    /**
     * @param expected the version that was read, or null
     * @throws Problem 404 {@code customer_unknown}, 412 where somebody was first
     */
    @Admin
    @Transactional
    public CustomerTerms save(UUID customerId, CustomerTerms wanted, @Nullable Integer expected) {
        requireCustomer(customerId);
        jdbc.sql(
                        "INSERT INTO customer_terms (id, customer_id) VALUES (:id, :customer) ON CONFLICT (customer_id) DO NOTHING")
                .param("id", Ids.next())
                .param("customer", customerId)
                .update();
        int actual = jdbc.sql("SELECT version FROM customer_terms WHERE customer_id = :customer FOR UPDATE")
                .param("customer", customerId)
                .query(Integer.class)
                .single();
        Versions.check(actual, expected);
        jdbc.sql("""
                        UPDATE customer_terms SET terms_days = CAST(:days AS integer), discount_percent = :discount, billing_name = :name,
                            billing_address = :address, tax_number = :taxNumber, version = version + 1
                        WHERE customer_id = :customer
                        """)
                .param("customer", customerId)
                .param("days", wanted.termsDays())
                .param("discount", wanted.discountPercent())
                .param("name", wanted.billingName())
                .param("address", wanted.billingAddress())
                .param("taxNumber", wanted.taxNumber())
                .update();
        return read(customerId);
    }

    private CustomerTerms read(UUID customerId) {
        return jdbc.sql("SELECT * FROM customer_terms WHERE customer_id = :customer AND deleted_at IS NULL")
                .param("customer", customerId)
                .query(TermsService::terms)
                .optional()
                .orElse(CustomerTerms.NONE);
    }

    private void requireCustomer(UUID id) {
        if (customers.find(id).isEmpty()) {
            throw Problem.notFound("customer_unknown", "There is no such customer.");
        }
    }

    private static CustomerTerms terms(ResultSet row, int number) throws SQLException {
        return new CustomerTerms(
                row.getObject("terms_days", Integer.class),
                row.getBigDecimal("discount_percent"),
                row.getString("billing_name"),
                row.getString("billing_address"),
                row.getString("tax_number"),
                row.getInt("version"));
    }
}
