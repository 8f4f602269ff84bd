package io.joblane.customer.domain;

import io.joblane.customer.domain.ManagementCompany.Fields;
import io.joblane.http.Versions;
import io.joblane.identity.Office;
import io.joblane.identity.Staff;
import io.joblane.shared.Ids;
import io.joblane.shared.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The companies that look after customers' properties. */
@Service
public class ManagementCompanies {
    private final JdbcClient jdbc;

    ManagementCompanies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest first. */
    @Office
    @Transactional(readOnly = true)
    public List<ManagementCompany> page(@Nullable UUID after, int limit) {
        return jdbc.sql("SELECT * FROM management_company WHERE deleted_at IS NULL"
                        + (after == null ? "" : " AND id < :after") + " ORDER BY id DESC LIMIT :limit")
                .param("after", after)
                .param("limit", limit)
                .query(ManagementCompanies::row)
                .list();
    }

    /** @throws Problem 404 {@code management_company_unknown} */
    @Office
    @Transactional(readOnly = true)
    public ManagementCompany get(UUID id) {
        return find(id).orElseThrow(ManagementCompanies::unknown);
    }

    /** @throws Problem 409 {@code name_taken} */
    @Staff
    @Transactional
    public ManagementCompany add(Fields fields) {
        UUID id = Ids.next();
        int added = jdbc.sql("""
                        INSERT INTO management_company (id, name, address, phone, email)
                        VALUES (:id, :name, :address, :phone, :email) ON CONFLICT (lower(name)) WHERE deleted_at IS NULL DO NOTHING
                        """)
                .param("id", id)
                .param("name", fields.name())
                .param("address", fields.address())
                .param("phone", fields.phone())
                .param("email", fields.email())
                .update();
        if (added == 0) {
            throw nameTaken();
        }
        return find(id).orElseThrow();
    }

    /** @throws Problem 404, 409 {@code name_taken}, 412 */
    @Staff
    @Transactional
    public ManagementCompany change(UUID id, Fields fields, @Nullable Integer expected) {
        ManagementCompany before = jdbc.sql(
                        "SELECT * FROM management_company WHERE id = ? AND deleted_at IS NULL FOR UPDATE")
                .param(id)
                .query(ManagementCompanies::row)
                .optional()
                .orElseThrow(ManagementCompanies::unknown);
        Versions.check(before.version(), expected);
        boolean taken = jdbc.sql("""
                        SELECT EXISTS (SELECT FROM management_company WHERE lower(name) = lower(?) AND id <> ? AND deleted_at IS NULL)
                        """)
                .param(fields.name())
                .param(id)
                .query(Boolean.class)
                .single();
        if (taken) {
            throw nameTaken();
        }
        jdbc.sql("""
                        UPDATE management_company SET name = :name, address = :address, phone = :phone, email = :email,
                            version = version + 1
                        WHERE id = :id
                        """)
                .param("id", id)
                .param("name", fields.name())
                .param("address", fields.address())
                .param("phone", fields.phone())
                .param("email", fields.email())
                .update();
        return find(id).orElseThrow();
    }

    /** @throws Problem 422 {@code management_company_unknown} */
    public void require(@Nullable UUID id) {
        if (id != null && find(id).isEmpty()) {
            throw Problem.unprocessable(
                    "management_company_unknown", "There is no such management company. List them, or add it first.");
        }
    }

    private Optional<ManagementCompany> find(UUID id) {
        return jdbc.sql("SELECT * FROM management_company WHERE id = ? AND deleted_at IS NULL")
                .param(id)
                .query(ManagementCompanies::row)
                .optional();
    }

    private static ManagementCompany row(ResultSet row, int number) throws SQLException {
        return new ManagementCompany(
                row.getObject("id", UUID.class),
                new Fields(
                        row.getString("name"),
                        row.getString("address"),
                        row.getString("phone"),
                        row.getString("email")),
                row.getInt("version"));
    }

    private static Problem unknown() {
        return Problem.notFound("management_company_unknown", "There is no such management company.");
    }

    private static Problem nameTaken() {
        return Problem.conflict("name_taken", "There is a management company of that name. Use it, or another name.");
    }
}
