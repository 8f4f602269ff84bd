package io.joblane.sales.domain;

import io.joblane.context.CurrentActor;
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
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** The rows of {@code sales_contact}. */
@Component
class SalesContactTable {
    private final JdbcClient jdbc;
    private final Clock clock;

    SalesContactTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<SalesContact> find(UUID id) {
        return jdbc.sql("SELECT * FROM sales_contact WHERE id = ? AND deleted_at IS NULL")
                .param(id)
                .query(SalesContactTable::row)
                .optional();
    }

    Optional<SalesContact> lock(UUID id) {
        return jdbc.sql("SELECT * FROM sales_contact WHERE id = ? AND deleted_at IS NULL FOR UPDATE")
                .param(id)
                .query(SalesContactTable::row)
                .optional();
    }

    /** In order of their coming. */
    List<SalesContact> of(UUID prospect) {
        return jdbc.sql("SELECT * FROM sales_contact WHERE prospect_id = ? AND deleted_at IS NULL ORDER BY id")
                .param(prospect)
                .query(SalesContactTable::row)
                .list();
    }

    /**
     * The newest first.
     *
     * @param owner null: everybody's
     */
    List<SalesContact> page(@Nullable UUID owner, Place place, @Nullable UUID after, int limit) {
        return jdbc.sql("SELECT * FROM sales_contact WHERE deleted_at IS NULL"
                        + (owner == null ? "" : " AND owner_id = :owner")
                        + (place.prospectId() == null ? "" : " AND prospect_id = :prospect")
                        + (place.customerId() == null ? "" : " AND customer_id = :customer")
                        + (after == null ? "" : " AND id < :after")
                        + " ORDER BY id DESC LIMIT :limit")
                .param("owner", owner)
                .param("prospect", place.prospectId())
                .param("customer", place.customerId())
                .param("after", after)
                .param("limit", limit)
                .query(SalesContactTable::row)
                .list();
    }

    SalesContact add(Place place, UUID owner, SalesContact.Fields fields) {
        UUID id = Ids.next();
        fill("""
                        INSERT INTO sales_contact (id, prospect_id, customer_id, owner_id, first_name, last_name, title, phone,
                            email, notes)
                        VALUES (:id, :prospect, :customer, :owner, :first, :last, :title, :phone, :email, :notes)
                        """, fields)
                .param("id", id)
                .param("prospect", place.prospectId())
                .param("customer", place.customerId())
                .param("owner", owner)
                .update();
        return find(id).orElseThrow();
    }

    SalesContact change(UUID id, SalesContact.Fields fields) {
        fill("""
                        UPDATE sales_contact SET first_name = :first, last_name = :last, title = :title, phone = :phone,
                            email = :email, notes = :notes, version = version + 1
                        WHERE id = :id
                        """, fields).param("id", id).update();
        return find(id).orElseThrow();
    }

    void delete(UUID id) {
        jdbc.sql("UPDATE sales_contact SET deleted_at = ?, deleted_by = ?, version = version + 1 WHERE id = ?")
                .param(Timestamp.from(clock.instant()))
                .param(CurrentActor.get().auditName())
                .param(id)
                .update();
    }

    private StatementSpec fill(String sql, SalesContact.Fields fields) {
        return jdbc.sql(sql)
                .param("first", fields.firstName())
                .param("last", fields.lastName())
                .param("title", fields.title())
                .param("phone", fields.phone())
                .param("email", fields.email())
                .param("notes", fields.notes());
    }

    private static SalesContact row(ResultSet row, int number) throws SQLException {
        return new SalesContact(
                row.getObject("id", UUID.class),
                row.getObject("prospect_id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getObject("owner_id", UUID.class),
                new SalesContact.Fields(
                        row.getString("first_name"),
                        row.getString("last_name"),
                        row.getString("title"),
                        row.getString("phone"),
                        row.getString("email"),
                        row.getString("notes")),
                row.getInt("version"));
    }
}
