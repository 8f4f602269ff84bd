package io.joblane.company;

import io.joblane.context.CurrentCompany;
import io.joblane.database.ControlDatabase;
import io.joblane.database.Databases;
import io.joblane.database.UnknownCompanyException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** The companies, read once at start and kept; each one's database is open when it can be found here. */
@Service
public class Companies {
    private static final String COLUMNS = "slug, name, time_zone, currency, locale, country, settings";

    private final ControlDatabase control;
    private final Databases databases;
    private final JsonMapper json;
    private final Map<String, Company> bySlug = new ConcurrentHashMap<>();

    Companies(ControlDatabase control, Databases databases, JsonMapper json) {
        this.control = control;
        this.databases = databases;
        this.json = json;
        control.jdbc()
                .sql("SELECT " + COLUMNS + " FROM company WHERE deleted_at IS NULL ORDER BY slug")
                .query(this::row)
                .list()
                .forEach(this::open);
    }

    public List<Company> all() {
        return List.copyOf(new TreeMap<>(bySlug).values());
    }

    public Optional<Company> find(String slug) {
        return Optional.ofNullable(bySlug.get(slug));
    }

    /** The company this thread works for. */
    public Company current() {
        String slug = CurrentCompany.required();
        return find(slug).orElseThrow(() -> new UnknownCompanyException(slug));
    }

    /** Adds the company, or changes what is kept of it, and opens its database. */
    public void save(Company company) {
        control.jdbc()
                .sql("""
                        INSERT INTO company (slug, name, time_zone, currency, locale, country, settings)
                        VALUES (:slug, :name, :timeZone, :currency, :locale, :country, :settings::jsonb)
                        ON CONFLICT (slug) DO UPDATE SET name = excluded.name, time_zone = excluded.time_zone,
                            currency = excluded.currency, locale = excluded.locale, country = excluded.country,
                            settings = excluded.settings, updated_at = now(), version = company.version + 1
                        """)
                .param("slug", company.slug())
                .param("name", company.name())
                .param("timeZone", company.timeZone().getId())
                .param("currency", company.currency())
                .param("locale", company.locale())
                .param("country", company.country())
                .param("settings", json.writeValueAsString(company.settings()))
                .update();
        open(company);
    }

    private void open(Company company) {
        databases.openCompany(company.slug());
        bySlug.put(company.slug(), company);
    }

    private Company row(ResultSet row, int number) throws SQLException {
        String settings = row.getString("settings");
        return new Company(
                row.getString("slug"),
                row.getString("name"),
                ZoneId.of(row.getString("time_zone")),
                row.getString("currency"),
                row.getString("locale"),
                row.getString("country"),
                "{}".equals(settings) ? CompanySettings.DEFAULT : json.readValue(settings, CompanySettings.class));
    }
}
