package io.joblane.customer.domain;

import io.joblane.shared.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code customer} as the office changes them; a trigger fills the audit columns. */
@Component
class CustomerTable {
    private static final String SELECT = """
            SELECT c.*, m.name AS management_company FROM customer c
            LEFT JOIN management_company m ON m.id = c.management_company_id WHERE c.deleted_at IS NULL""";

    private final JdbcClient jdbc;
    private final Clock clock;

    CustomerTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<CustomerRecord> find(UUID id) {
        return jdbc.sql(SELECT + " AND c.id = ?")
                .param(id)
                .query(CustomerTable::row)
                .optional();
    }

    /** @throws io.joblane.shared.Problem 404 {@code customer_unknown} */
    void require(UUID id) {
        if (find(id).isEmpty()) {
            throw CustomerRecords.unknown();
        }
    }

    /** {@link #lock} for who changes what belongs to the customer. @throws io.joblane.shared.Problem 404 {@code customer_unknown} */
    void requireLocked(UUID id) {
        if (lock(id).isEmpty()) {
            throw CustomerRecords.unknown();
        }
    }

    Optional<CustomerRecord> lock(UUID id) {
        return jdbc.sql(SELECT + " AND c.id = ? FOR UPDATE OF c")
                .param(id)
                .query(CustomerTable::row)
                .optional();
    }

    /** By name. */
    List<CustomerRecord> page(CustomerFilter filter, @Nullable String afterName, @Nullable UUID afterId, int limit) {
        return jdbc.sql(SELECT
                        + (filter.text() == null
                                ? ""
                                : " AND position(lower(:text) IN lower(c.name || ' ' || c.address || ' ' || c.email)) > 0")
                        + (filter.salespersonId() == null ? "" : " AND c.salesperson_id = :salesperson")
                        + (filter.managementCompanyId() == null ? "" : " AND c.management_company_id = :company")
                        + (afterId == null ? "" : " AND (lower(c.name), c.id) > (lower(:afterName), :afterId)")
                        + " ORDER BY lower(c.name), c.id LIMIT :limit")
                .param("text", filter.text())
                .param("salesperson", filter.salespersonId())
                .param("company", filter.managementCompanyId())
                .param("afterName", afterName)
                .param("afterId", afterId)
                .param("limit", limit)
                .query(CustomerTable::row)
                .list();
    }

    /** @return empty where somebody has that e-mail address */
    Optional<UUID> add(CustomerFields fields) {
        UUID id = Ids.next();
        Timestamp now = Timestamp.from(clock.instant());
        int added = jdbc.sql("""
                        INSERT INTO customer (id, name, address, email, phone, management_company_id, salesperson_id,
                            created_at, created_by, updated_at, updated_by, version)
                        VALUES (:id, :name, :address, :email, :phone, :company, :salesperson, :now, '', :now, '', 0)
                        ON CONFLICT (email_key) WHERE deleted_at IS NULL DO NOTHING
                        """)
                .param("id", id)
                .param("now", now)
                .param("name", fields.name())
                .param("address", fields.address())
                .param("email", fields.email())
                .param("phone", fields.phone())
                .param("company", fields.managementCompanyId())
                .param("salesperson", fields.salespersonId())
                .update();
        return added == 1 ? Optional.of(id) : Optional.empty();
    }

    void change(UUID id, CustomerFields fields) {
        jdbc.sql("""
                        UPDATE customer SET name = :name, address = :address, email = :email, phone = :phone,
                            management_company_id = :company, salesperson_id = :salesperson, version = version + 1
                        WHERE id = :id
                        """)
                .param("id", id)
                .param("name", fields.name())
                .param("address", fields.address())
                .param("email", fields.email())
                .param("phone", fields.phone())
                .param("company", fields.managementCompanyId())
                .param("salesperson", fields.salespersonId())
                .update();
    }

    boolean emailTaken(String email, UUID but) {
        return jdbc.sql(
                        "SELECT EXISTS (SELECT FROM customer WHERE email_key = lower(?) AND id <> ? AND deleted_at IS NULL)")
                .param(email)
                .param(but)
                .query(Boolean.class)
                .single();
    }

    private static CustomerRecord row(ResultSet row, int number) throws SQLException {
        return new CustomerRecord(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("address"),
                row.getString("email"),
                row.getString("phone"),
                row.getObject("management_company_id", UUID.class),
                row.getString("management_company"),
                row.getObject("salesperson_id", UUID.class),
                row.getInt("version"));
    }
}
