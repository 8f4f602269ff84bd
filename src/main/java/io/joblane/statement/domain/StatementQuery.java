package io.joblane.statement.domain;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.shared.LowerCase;
import io.joblane.statement.domain.Statement.Ageing;
import io.joblane.statement.domain.Statement.Kind;
import io.joblane.statement.domain.Statement.Movement;
import io.joblane.statement.domain.Statement.OpenItem;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Works statements out, in the company's currency. What was paid for a booking that was then cancelled, and what went back of it,
 * is no part of them: nothing was charged for it.
 */
@Component
class StatementQuery {
    private static final String MOVEMENTS = """
            SELECT i.issued_at AS at, 'invoice' AS kind, i.number, i.total AS amount, i.customer_id, i.currency FROM invoice i
            WHERE i.deleted_at IS NULL
            UNION ALL
            SELECT n.issued_at, 'credit_note', n.number, -n.total, n.customer_id, n.currency FROM credit_note n WHERE n.deleted_at IS NULL
            UNION ALL
            SELECT p.received_at, 'payment', p.method, -p.amount, p.customer_id, p.currency FROM payment p
            WHERE p.state = 'succeeded' AND p.deleted_at IS NULL
              AND NOT EXISTS (SELECT FROM booking b WHERE b.id = p.booking_id AND b.status = 'cancelled')
            UNION ALL
            SELECT r.settled_at, 'refund', r.origin, r.amount, r.customer_id, r.currency FROM refund r JOIN payment p ON p.id = r.payment_id
            WHERE r.state = 'succeeded' AND NOT EXISTS (SELECT FROM booking b WHERE b.id = p.booking_id AND b.status = 'cancelled')""";

    private final JdbcClient jdbc;
    private final Companies companies;

    StatementQuery(JdbcClient jdbc, Companies companies) {
        this.jdbc = jdbc;
        this.companies = companies;
    }

    /** @param month its first day */
    @Transactional(readOnly = true)
    Statement of(UUID customerId, LocalDate month) {
        Company company = companies.current();
        Instant from = start(company, month);
        Instant to = start(company, month.plusMonths(1));
        List<Movement> movements = jdbc.sql(
                        "SELECT at, kind, number, amount FROM (" + MOVEMENTS + ") m "
                                + "WHERE customer_id = :customer AND currency = :currency AND at >= :from AND at < :to ORDER BY at, number")
                .param("customer", customerId)
                .param("currency", company.currency())
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query((row, number) -> new Movement(
                        row.getTimestamp("at").toInstant(),
                        LowerCase.parse(Kind.class, row.getString("kind")),
                        row.getString("number"),
                        row.getBigDecimal("amount")))
                .list();
        BigDecimal opening = jdbc.sql("SELECT coalesce(sum(amount), 0.00) FROM (" + MOVEMENTS + ") m "
                        + "WHERE customer_id = :customer AND currency = :currency AND at < :from")
                .param("customer", customerId)
                .param("currency", company.currency())
                .param("from", Timestamp.from(from))
                .query(BigDecimal.class)
                .single();
        BigDecimal closing = movements.stream().map(Movement::amount).reduce(opening, BigDecimal::add);
        List<OpenItem> open = open(customerId, company.currency(), to);
        LocalDate last = month.plusMonths(1).minusDays(1);
        return new Statement(month, company.currency(), opening, movements, closing, open, Ageing.of(open, last));
    }

    private List<OpenItem> open(UUID customerId, String currency, Instant to) {
        return jdbc.sql("""
                        SELECT * FROM (
                            SELECT i.number, i.issued_at, i.due_on, i.total, i.total
                                - coalesce((SELECT sum(n.total) FROM credit_note n WHERE n.invoice_id = i.id AND n.issued_at < :to), 0)
                                - coalesce((SELECT sum(p.amount - coalesce((SELECT sum(r.amount) FROM refund r
                                        WHERE r.payment_id = p.id AND r.state = 'succeeded' AND r.settled_at < :to), 0))
                                    FROM payment p WHERE p.state = 'succeeded' AND p.deleted_at IS NULL AND p.received_at < :to
                                      AND (p.invoice_id = i.id OR p.booking_id = i.booking_id)), 0) AS balance
                            FROM invoice i
                            WHERE i.customer_id = :customer AND i.currency = :currency AND i.issued_at < :to AND i.deleted_at IS NULL) o
                        WHERE balance <> 0 ORDER BY due_on, number
                        """)
                .param("customer", customerId)
                .param("currency", currency)
                .param("to", Timestamp.from(to))
                .query((row, number) -> new OpenItem(
                        row.getString("number"),
                        row.getTimestamp("issued_at").toInstant(),
                        row.getObject("due_on", LocalDate.class),
                        row.getBigDecimal("total"),
                        row.getBigDecimal("balance")))
                .list();
    }

    /** Whoever owes something at the end of the month, or had a movement in it. */
    List<UUID> customers(LocalDate month) {
        Company company = companies.current();
        return jdbc.sql("SELECT customer_id FROM (" + MOVEMENTS + ") m JOIN customer c ON c.id = m.customer_id "
                        + "WHERE currency = :currency AND at < :to AND c.deleted_at IS NULL GROUP BY customer_id "
                        + "HAVING sum(amount) <> 0 OR max(at) >= :from ORDER BY customer_id")
                .param("currency", company.currency())
                .param("from", Timestamp.from(start(company, month)))
                .param("to", Timestamp.from(start(company, month.plusMonths(1))))
                .query(UUID.class)
                .list();
    }

    private static Instant start(Company company, LocalDate day) {
        return day.atStartOfDay(company.timeZone()).toInstant();
    }
}
