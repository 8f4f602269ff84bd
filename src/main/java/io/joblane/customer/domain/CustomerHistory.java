package io.joblane.customer.domain;

import io.joblane.identity.Office;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What has become of a customer record and its contacts, and by whom; read from the audit trail. */
@Service
public class CustomerHistory {
    private final JdbcClient jdbc;
    private final CustomerTable customers;
    private final JsonMapper json;

    CustomerHistory(JdbcClient jdbc, CustomerTable customers, JsonMapper json) {
        this.jdbc = jdbc;
        this.customers = customers;
        this.json = json;
    }

    /**
     * One change.
     *
     * @param entity {@code customer} or {@code customer_contact}, whose id it is
     * @param by the name under which it was done
     * @param changes column to before and after; the whole row where it is new
     */
    public record Entry(
            long number, Instant at, String entity, UUID entityId, String action, String by, JsonNode changes) {}

    /** The newest first. @throws io.joblane.shared.Problem 404 {@code customer_unknown} */
    @Office
    @Transactional(readOnly = true)
    public List<Entry> page(UUID customer, @Nullable Instant beforeAt, @Nullable Long beforeNumber, int limit) {
        customers.require(customer);
        return jdbc.sql("""
                        SELECT seq, at, entity, entity_id, action, actor_name, changes FROM audit_entry
                        WHERE ((entity = 'customer' AND entity_id = :customer::text)
                            OR (entity = 'customer_contact'
                                AND entity_id IN (SELECT id::text FROM customer_contact WHERE customer_id = :customer)))
                        """
                        + (beforeNumber == null ? "" : " AND (at, seq) < (:at, :number)")
                        + " ORDER BY at DESC, seq DESC LIMIT :limit")
                .param("customer", customer)
                .param("at", beforeAt == null ? null : Timestamp.from(beforeAt))
                .param("number", beforeNumber)
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    private Entry row(ResultSet row, int number) throws SQLException {
        return new Entry(
                row.getLong("seq"),
                row.getTimestamp("at").toInstant(),
                row.getString("entity"),
                UUID.fromString(row.getString("entity_id")),
                row.getString("action"),
                row.getString("actor_name"),
                json.readTree(row.getString("changes")));
    }
}
