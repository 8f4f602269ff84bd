package io.joblane.erasure;

import io.joblane.erasure.Erasure.Erased;
import io.joblane.erasure.Lines.Line;
import io.joblane.shared.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A person's rows in a company's database. */
final class CompanyRows {
    private CompanyRows() {}

    /**
     * Joins the caller's transaction of the owner's. May be repeated.
     *
     * @return how many rows of which table
     * @throws Problem 409 {@code work_open}
     */
    static List<Erased> erase(JdbcClient owner, Person person) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        if (person.customerId() != null) {
            OpenWork.requireNoneOfCustomer(owner, person.customerId());
            run(owner, Lines.CUSTOMER, person.customerId(), rows);
        }
        if (person.agentId() != null) {
            OpenWork.requireNoneOfAgent(owner, person.agentId());
            run(owner, Lines.AGENT, person.agentId(), rows);
        }
        if (person.userId() != null) {
            run(owner, Lines.ACCOUNT, person.userId(), rows);
        }
        if (person.name() != null) {
            run(owner, Lines.NAMES, "shown", person.name() + " (", rows);
        }
        List<Erased> erased = new ArrayList<>();
        rows.forEach((table, count) -> {
            if (count > 0) {
                erased.add(new Erased(table, count));
            }
        });
        return erased;
    }

    private static void run(JdbcClient owner, List<Line> lines, UUID id, Map<String, Integer> rows) {
        run(owner, lines, "id", id, rows);
    }

    private static void run(
            JdbcClient owner, List<Line> lines, String parameter, Object value, Map<String, Integer> rows) {
        for (Line line : lines) {
            var statement = owner.sql(line.sql()).param(parameter, value);
            int count = line.sql().startsWith("SELECT")
                    ? statement.query(Integer.class).single()
                    : statement.update();
            if (count > 0) {
                rows.merge(line.table(), count, Integer::sum);
            }
        }
    }
}
