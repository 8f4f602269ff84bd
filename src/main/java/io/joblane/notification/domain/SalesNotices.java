package io.joblane.notification.domain;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.engine.WorkerFault;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells those who sell of customers who have booked nothing for long, and managers once a week what was found out. */
@Service
public class SalesNotices {
    private static final int VISITS = 3;
    private static final int DAYS = 7;

    private final JdbcClient jdbc;
    private final StaffNotices staff;
    private final MessageTexts texts;
    private final Companies companies;

    SalesNotices(JdbcClient jdbc, StaffNotices staff, MessageTexts texts, Companies companies) {
        this.jdbc = jdbc;
        this.staff = staff;
        this.texts = texts;
        this.companies = companies;
    }

    private record Facts(
            UUID customerId, String customer, @Nullable UUID salesperson, Instant lastWorkAt, int weeks) {}

    /** Who looks after the customer; empty where nobody does. */
    @Transactional(readOnly = true)
    public Optional<UUID> salesperson(UUID dormancy) {
        return Optional.ofNullable(read(dormancy).salesperson());
    }

    /**
     * @param event the text's name
     * @param people their logins
     */
    @Transactional
    public void tellDormancy(UUID dormancy, String event, Collection<UUID> people) {
        Facts facts = read(dormancy);
        Company company = companies.current();
        Map<String, String> values = Map.of(
                "customer",
                facts.customer(),
                "weeks",
                String.valueOf(facts.weeks()),
                "last",
                texts.date(company, LocalDate.ofInstant(facts.lastWorkAt(), company.timeZone())),
                "visits",
                visits(company, facts.customerId()));
        staff.tell(event, event + ":" + dormancy, values, people);
    }

    private String visits(Company company, UUID customer) {
        String visits = jdbc
                .sql("""
                        SELECT visited_at, owner_name, notes FROM sales_visit
                        WHERE deleted_at IS NULL
                            AND (customer_id = :customer OR prospect_id IN (SELECT id FROM prospect WHERE customer_id = :customer))
                        ORDER BY visited_at DESC, id DESC LIMIT :limit
                        """)
                .param("customer", customer)
                .param("limit", VISITS)
                .query((row, number) -> "- "
                        + texts.date(
                                company,
                                LocalDate.ofInstant(
                                        row.getTimestamp("visited_at").toInstant(), company.timeZone()))
                        + ", " + row.getString("owner_name") + ": " + row.getString("notes"))
                .list()
                .stream()
                .collect(Collectors.joining("\n"));
        return visits.isEmpty() ? "-" : visits;
    }

    /**
     * The notes of the seven days before, and who is dormant now. Nothing where there is neither.
     *
     * @param day on which the report is due
     */
    @Transactional
    public void report(LocalDate day, String event, Collection<UUID> managers) {
        Company company = companies.current();
        List<String> notes = notes(company, day);
        int dormant = jdbc.sql("SELECT count(*) FROM dormancy WHERE closed_at IS NULL AND deleted_at IS NULL")
                .query(Integer.class)
                .single();
        if (notes.isEmpty() && dormant == 0) {
            return;
        }
        staff.tell(
                event,
                event + ":" + day,
                Map.of(
                        "from",
                        texts.date(company, day.minusDays(DAYS)),
                        "dormant",
                        String.valueOf(dormant),
                        "notes",
                        notes.isEmpty() ? "-" : String.join("\n", notes)),
                managers);
    }

    private List<String> notes(Company company, LocalDate day) {
        return jdbc.sql("""
                        SELECT c.name, d.last_work_at, n.text, n.by_name FROM dormancy_note n
                        JOIN dormancy d ON d.id = n.dormancy_id JOIN customer c ON c.id = d.customer_id
                        WHERE n.at >= :from AND n.at < :to ORDER BY c.name, n.id
                        """)
                .param("from", begin(company, day.minusDays(DAYS)))
                .param("to", begin(company, day))
                .query((row, number) -> "- " + row.getString("name") + ": " + row.getString("text") + " ("
                        + row.getString("by_name") + ")")
                .list();
    }

    private static Timestamp begin(Company company, LocalDate day) {
        return Timestamp.from(day.atStartOfDay(company.timeZone()).toInstant());
    }

    private Facts read(UUID dormancy) {
        return jdbc.sql("""
                        SELECT d.*, c.name FROM dormancy d JOIN customer c ON c.id = d.customer_id WHERE d.id = ?
                        """)
                .param(dormancy)
                .query((row, number) -> new Facts(
                        row.getObject("customer_id", UUID.class),
                        row.getString("name"),
                        row.getObject("salesperson_id", UUID.class),
                        row.getTimestamp("last_work_at").toInstant(),
                        row.getInt("weeks")))
                .optional()
                .orElseThrow(() -> new WorkerFault("The dormancy " + dormancy + " is not in this company's database."));
    }
}
