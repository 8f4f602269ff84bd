package io.joblane.company;

import io.joblane.database.ControlDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The rows of {@code company}. */
@Component
class CompanyTable {
    private final ControlDatabase control;
    private final JsonMapper json;

    CompanyTable(ControlDatabase control, JsonMapper json) {
        this.control = control;
        this.json = json;
    }

    /** Without those whose database is being made. */
    List<CompanyRecord> all() {
        return control.jdbc()
                .sql("SELECT * FROM company WHERE deleted_at IS NULL AND database_made ORDER BY slug")
                .query(this::row)
                .list();
    }

    /** @param since those whose database is being made since then or longer; null: all */
    List<CompanyRecord> unfinished(@Nullable Instant since) {
        return control.jdbc()
                .sql("SELECT * FROM company WHERE deleted_at IS NULL AND NOT database_made"
                        + " AND (:since::timestamptz IS NULL OR updated_at <= :since)")
                .param("since", since == null ? null : Timestamp.from(since))
                .query(this::row)
                .list();
    }

    Optional<CompanyRecord> lock(String slug) {
        return control.jdbc()
                .sql("SELECT * FROM company WHERE slug = ? AND deleted_at IS NULL FOR UPDATE")
                .param(slug)
                .query(this::row)
                .optional();
    }

    /**
     * Adds it as one whose database is being made; one that was begun before becomes this one.
     *
     * @return false where there is one with that slug already, which stays as it was
     */
    boolean begin(Company company, String by) {
        return write(company, by, CHANGE + " WHERE NOT company.database_made") == 1;
    }

    /** Adds it, or changes what is kept of it. */
    void save(Company company, String by) {
        write(company, by, CHANGE);
    }

    private static final String CHANGE = """
            DO UPDATE SET name = excluded.name, time_zone = excluded.time_zone, currency = excluded.currency,
                locale = excluded.locale, country = excluded.country, settings = excluded.settings,
                primary_color = excluded.primary_color, secondary_color = excluded.secondary_color,
                logo_url = excluded.logo_url, updated_at = now(), updated_by = excluded.updated_by,
                version = company.version + 1""";

    private int write(Company company, String by, String onConflict) {
        return control.jdbc()
                .sql("""
                        INSERT INTO company (slug, name, time_zone, currency, locale, country, settings,
                            primary_color, secondary_color, logo_url, created_by, updated_by)
                        VALUES (:slug, :name, :timeZone, :currency, :locale, :country, :settings::jsonb,
                            :primary, :secondary, :logo, :by, :by)
                        ON CONFLICT (slug)\s""" + onConflict)
                .param("slug", company.slug())
                .param("name", company.name())
                .param("timeZone", company.timeZone().getId())
                .param("currency", company.currency())
                .param("locale", company.locale())
                .param("country", company.country())
                .param("settings", json.writeValueAsString(company.settings()))
                .param("primary", company.branding().primary())
                .param("secondary", company.branding().secondary())
                .param("logo", company.branding().logoUrl())
                .param("by", by)
                .update();
    }

    void suspend(String slug, Suspension suspension) {
        control.jdbc()
                .sql("""
                        UPDATE company SET suspended_at = :since, suspended_until = :until, suspended_reason = :reason,
                            suspended_by = :by, version = version + 1 WHERE slug = :slug
                        """)
                .param("since", Timestamp.from(suspension.since()))
                .param("until", suspension.until() == null ? null : Timestamp.from(suspension.until()))
                .param("reason", suspension.reason())
                .param("by", suspension.by())
                .param("slug", slug)
                .update();
    }

    void resume(String slug) {
        control.jdbc().sql("""
                        UPDATE company SET suspended_at = NULL, suspended_until = NULL, suspended_reason = NULL,
                            suspended_by = NULL, version = version + 1 WHERE slug = ?
                        """).param(slug).update();
    }

    void closeForRestore(String slug, Instant since, String by) {
        control.jdbc()
                .sql("UPDATE company SET restoring_since = coalesce(restoring_since, :since), restoring_by = :by,"
                        + " version = version + 1 WHERE slug = :slug")
                .param("since", Timestamp.from(since))
                .param("by", by)
                .param("slug", slug)
                .update();
    }

    void openAfterRestore(String slug) {
        control.jdbc()
                .sql(
                        "UPDATE company SET restoring_since = NULL, restoring_by = NULL, version = version + 1 WHERE slug = ?")
                .param(slug)
                .update();
    }

    boolean isRestoring(String slug) {
        return flag("SELECT restoring_since IS NOT NULL FROM company WHERE slug = ?", slug);
    }

    /** @return whether it was being made until now */
    boolean databaseMade(String slug) {
        return control.jdbc()
                        .sql("UPDATE company SET database_made = true WHERE slug = ? AND NOT database_made")
                        .param(slug)
                        .update()
                == 1;
    }

    private boolean flag(String sql, String slug) {
        return control.jdbc().sql(sql).param(slug).query(Boolean.class).single();
    }

    void setSchemaTarget(String slug, @Nullable String target, String by) {
        control.jdbc()
                .sql("UPDATE company SET schema_target = :target, updated_at = now(), updated_by = :by,"
                        + " version = version + 1 WHERE slug = :slug")
                .param("target", target)
                .param("by", by)
                .param("slug", slug)
                .update();
    }

    private CompanyRecord row(ResultSet row, int number) throws SQLException {
        Company company = new Company(
                row.getString("slug"),
                row.getString("name"),
                ZoneId.of(row.getString("time_zone")),
                row.getString("currency"),
                row.getString("locale"),
                row.getString("country"),
                settings(row.getString("settings")),
                new Branding(
                        row.getString("primary_color"), row.getString("secondary_color"), row.getString("logo_url")));
        return new CompanyRecord(company, row.getInt("version"), suspension(row), row.getString("schema_target"));
    }

    private static @Nullable Suspension suspension(ResultSet row) throws SQLException {
        Timestamp restoring = row.getTimestamp("restoring_since");
        if (restoring != null) {
            return new Suspension("It is being restored", restoring.toInstant(), null, row.getString("restoring_by"));
        }
        Timestamp since = row.getTimestamp("suspended_at");
        return since == null
                ? null
                : new Suspension(
                        row.getString("suspended_reason"),
                        since.toInstant(),
                        instant(row.getTimestamp("suspended_until")),
                        row.getString("suspended_by"));
    }

    private CompanySettings settings(String kept) {
        ObjectNode all = json.valueToTree(CompanySettings.DEFAULT);
        all.setAll((ObjectNode) json.readTree(kept));
        return json.treeToValue(all, CompanySettings.class);
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
