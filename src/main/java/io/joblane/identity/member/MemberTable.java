package io.joblane.identity.member;

import io.joblane.database.ControlDatabase;
import io.joblane.identity.Role;
import io.joblane.shared.LowerCase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the people of a company, those who are invited and those who left included. */
@Component
class MemberTable {
    private static final String MEMBERS = """
            SELECT * FROM (
                SELECT u.id, u.email, CASE WHEN m.joined_at IS NULL THEN COALESCE(i.name, u.email) ELSE u.name END AS name,
                    m.role, m.joined_at, m.version, i.expires_at,
                    CASE WHEN m.active THEN 'active'
                        WHEN m.joined_at IS NULL AND i.id IS NOT NULL THEN 'invited'
                        ELSE 'inactive' END AS status,
                    m.joined_at IS NOT NULL AND EXISTS (SELECT FROM second_factor f
                        WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS second_factor
                FROM membership m
                JOIN app_user u ON u.id = m.user_id AND u.deleted_at IS NULL
                LEFT JOIN invitation i ON i.user_id = m.user_id AND i.company = m.company
                    AND i.accepted_at IS NULL AND i.revoked_at IS NULL
                WHERE m.company = :company) AS member
            WHERE true""";

    private final ControlDatabase control;

    MemberTable(ControlDatabase control) {
        this.control = control;
    }

    /** Where a page ended. */
    record After(String name, UUID id) {}

    /** By name. */
    List<MemberView> list(String company, MemberFilter filter, @Nullable After after, int limit) {
        return control.jdbc()
                .sql(MEMBERS + """

                        AND (:role::text IS NULL OR role = :role)
                        AND (:status::text IS NULL OR status = :status)
                        AND (:text::text IS NULL OR position(lower(:text) IN lower(name || ' ' || email)) > 0)
                        AND (:afterId::uuid IS NULL OR (lower(name), id) > (lower(:afterName::text), :afterId::uuid))
                        ORDER BY lower(name), id LIMIT :limit
                        """)
                .param("company", company)
                .param("role", filter.role() == null ? null : filter.role().key())
                .param("status", filter.status() == null ? null : LowerCase.of(filter.status()))
                .param("text", filter.text())
                .param("afterId", after == null ? null : after.id())
                .param("afterName", after == null ? null : after.name())
                .param("limit", limit)
                .query(MemberTable::view)
                .list();
    }

    Optional<MemberView> find(String company, UUID id) {
        return control.jdbc()
                .sql(MEMBERS + " AND id = :id")
                .param("company", company)
                .param("id", id)
                .query(MemberTable::view)
                .optional();
    }

    /** So that of two admins who remove each other, one is the last. */
    void lock(String company) {
        control.jdbc()
                .sql("SELECT slug FROM company WHERE slug = :company FOR UPDATE")
                .param("company", company)
                .query(String.class)
                .single();
    }

    boolean hasAnotherAdmin(String company, UUID but) {
        return control.jdbc()
                .sql("""
                        SELECT EXISTS (SELECT FROM membership m JOIN app_user u ON u.id = m.user_id
                            WHERE m.company = :company AND m.role = 'admin' AND m.active AND m.user_id <> :but
                                AND u.active AND u.deleted_at IS NULL)
                        """)
                .param("company", company)
                .param("but", but)
                .query(Boolean.class)
                .single();
    }

    /** Whether the person has a place in another company, or runs the installation. */
    boolean reachesBeyond(String company, UUID id) {
        return control.jdbc()
                .sql("""
                        SELECT EXISTS (SELECT FROM membership WHERE user_id = :id AND joined_at IS NOT NULL
                            AND (company <> :company OR role = 'platform_admin'))
                        """)
                .param("company", company)
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    void change(String company, UUID id, Role role, boolean active, String by, Instant now) {
        control.jdbc()
                .sql("""
                        UPDATE membership SET role = :role, active = :active, updated_at = :now, updated_by = :by,
                            version = version + 1
                        WHERE user_id = :id AND company = :company
                        """)
                .param("role", role.key())
                .param("active", active)
                .param("now", Timestamp.from(now))
                .param("by", by)
                .param("id", id)
                .param("company", company)
                .update();
    }

    private static MemberView view(ResultSet row, int number) throws SQLException {
        return new MemberView(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("name"),
                LowerCase.parse(Role.class, row.getString("role")),
                LowerCase.parse(MemberStatus.class, row.getString("status")),
                row.getBoolean("second_factor"),
                instant(row.getTimestamp("expires_at")),
                instant(row.getTimestamp("joined_at")),
                row.getInt("version"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
