package io.joblane.sales.domain;

import io.joblane.shared.Ids;
import io.joblane.shared.LowerCase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** The rows of {@code prospect}. */
@Component
class ProspectTable {
    private final JdbcClient jdbc;

    ProspectTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Prospect> find(UUID id) {
        return jdbc.sql("SELECT * FROM prospect WHERE id = ? AND deleted_at IS NULL")
                .param(id)
                .query(ProspectTable::row)
                .optional();
    }

    Optional<Prospect> lock(UUID id) {
        return jdbc.sql("SELECT * FROM prospect WHERE id = ? AND deleted_at IS NULL FOR UPDATE")
                .param(id)
                .query(ProspectTable::row)
                .optional();
    }

    /**
     * The newest first.
     *
     * @param owner null: everybody's
     */
    List<Prospect> page(
            @Nullable UUID owner,
            @Nullable ProspectStatus status,
            @Nullable String text,
            @Nullable UUID after,
            int limit) {
        return jdbc.sql("SELECT * FROM prospect WHERE deleted_at IS NULL"
                        + (owner == null ? "" : " AND owner_id = :owner")
                        + (status == null ? "" : " AND status = :status")
                        + (text == null ? "" : " AND position(lower(:text) IN lower(name || ' ' || address)) > 0")
                        + (after == null ? "" : " AND id < :after")
                        + " ORDER BY id DESC LIMIT :limit")
                .param("owner", owner)
                .param("status", status == null ? null : LowerCase.of(status))
                .param("text", text)
                .param("after", after)
                .param("limit", limit)
                .query(ProspectTable::row)
                .list();
    }

    Prospect add(ProspectFields fields, UUID owner) {
        UUID id = Ids.next();
        fill("""
                        INSERT INTO prospect (id, name, address, phone, email, notes, management_company_id, owner_id, status)
                        VALUES (:id, :name, :address, :phone, :email, :notes, :company, :owner, 'open')
                        """, fields).param("id", id).param("owner", owner).update();
        return find(id).orElseThrow();
    }

    Prospect change(UUID id, ProspectFields fields, ProspectStatus status) {
        fill("""
                        UPDATE prospect SET name = :name, address = :address, phone = :phone, email = :email, notes = :notes,
                            management_company_id = :company, status = :status, version = version + 1
                        WHERE id = :id
                        """, fields).param("id", id).param("status", LowerCase.of(status)).update();
        return find(id).orElseThrow();
    }

    void converted(UUID id, UUID customer) {
        jdbc.sql("UPDATE prospect SET status = 'converted', customer_id = ?, version = version + 1 WHERE id = ?")
                .param(customer)
                .param(id)
                .update();
    }

    private StatementSpec fill(String sql, ProspectFields fields) {
        return jdbc.sql(sql)
                .param("name", fields.name())
                .param("address", fields.address())
                .param("phone", fields.phone())
                .param("email", fields.email())
                .param("notes", fields.notes())
                .param("company", fields.managementCompanyId());
    }

    private static Prospect row(ResultSet row, int number) throws SQLException {
        return new Prospect(
                row.getObject("id", UUID.class),
                new ProspectFields(
                        row.getString("name"),
                        row.getString("address"),
                        row.getString("phone"),
                        row.getString("email"),
                        row.getString("notes"),
                        row.getObject("management_company_id", UUID.class)),
                row.getObject("owner_id", UUID.class),
                LowerCase.parse(ProspectStatus.class, row.getString("status")),
                row.getObject("customer_id", UUID.class),
                row.getInt("version"));
    }
}
