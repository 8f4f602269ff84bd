package io.joblane.customer.domain;

import io.joblane.context.CurrentActor;
import io.joblane.shared.Ids;
import io.joblane.shared.LowerCase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** The rows of {@code customer_contact}; whoever writes one holds the customer's lock. */
@Component
class ContactTable {
    private final JdbcClient jdbc;
    private final Clock clock;

    ContactTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The primary one first, then in order of their coming. */
    List<Contact> of(UUID customer) {
        return jdbc.sql("""
                        SELECT * FROM customer_contact WHERE customer_id = ? AND deleted_at IS NULL ORDER BY is_primary DESC, id
                        """).param(customer).query(ContactTable::row).list();
    }

    Optional<Contact> find(UUID id) {
        return jdbc.sql("SELECT * FROM customer_contact WHERE id = ? AND deleted_at IS NULL")
                .param(id)
                .query(ContactTable::row)
                .optional();
    }

    Contact add(UUID customer, ContactFields fields) {
        demoteOthers(customer, fields);
        UUID id = Ids.next();
        fill("""
                        INSERT INTO customer_contact (id, customer_id, first_name, last_name, title, role, office_phone,
                            mobile_phone, email, is_primary)
                        VALUES (:id, :customer, :first, :last, :title, :role, :office, :mobile, :email, :primary)
                        """, fields).param("id", id).param("customer", customer).update();
        return find(id).orElseThrow();
    }

    Contact change(Contact contact, ContactFields fields) {
        if (!contact.fields().isPrimary()) {
            demoteOthers(contact.customerId(), fields);
        }
        fill("""
                        UPDATE customer_contact SET first_name = :first, last_name = :last, title = :title, role = :role,
                            office_phone = :office, mobile_phone = :mobile, email = :email, is_primary = :primary,
                            version = version + 1
                        WHERE id = :id
                        """, fields).param("id", contact.id()).update();
        return find(contact.id()).orElseThrow();
    }

    void delete(UUID id) {
        jdbc.sql("UPDATE customer_contact SET deleted_at = ?, deleted_by = ?, version = version + 1 WHERE id = ?")
                .param(Timestamp.from(clock.instant()))
                .param(CurrentActor.get().auditName())
                .param(id)
                .update();
    }

    private void demoteOthers(UUID customer, ContactFields fields) {
        if (fields.isPrimary()) {
            jdbc.sql("""
                            UPDATE customer_contact SET is_primary = false, version = version + 1
                            WHERE customer_id = ? AND is_primary AND deleted_at IS NULL
                            """).param(customer).update();
        }
    }

    private StatementSpec fill(String sql, ContactFields fields) {
        return jdbc.sql(sql)
                .param("first", fields.firstName())
                .param("last", fields.lastName())
                .param("title", fields.title())
                .param("role", LowerCase.of(fields.role()))
                .param("office", fields.officePhone())
                .param("mobile", fields.mobilePhone())
                .param("email", fields.email())
                .param("primary", fields.isPrimary());
    }

    private static Contact row(ResultSet row, int number) throws SQLException {
        return new Contact(
                row.getObject("id", UUID.class),
                row.getObject("customer_id", UUID.class),
                new ContactFields(
                        row.getString("first_name"),
                        row.getString("last_name"),
                        row.getString("title"),
                        LowerCase.parse(ContactRole.class, row.getString("role")),
                        row.getString("office_phone"),
                        row.getString("mobile_phone"),
                        row.getString("email"),
                        row.getBoolean("is_primary")),
                row.getInt("version"));
    }
}
