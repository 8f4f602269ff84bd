package io.joblane.statement.domain;

import io.joblane.company.Companies;
import io.joblane.customer.CustomerView;
import io.joblane.customer.Customers;
import io.joblane.identity.Admin;
import io.joblane.identity.Staff;
import io.joblane.shared.Problem;
import io.joblane.statement.domain.StatementTable.FileRow;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Statements of one customer at once, and runs over all of them. */
@Service
public class StatementService {
    private final StatementQuery query;
    private final StatementPaper paper;
    private final StatementTable table;
    private final Customers customers;
    private final Companies companies;
    private final Clock clock;

    StatementService(
            StatementQuery query,
            StatementPaper paper,
            StatementTable table,
            Customers customers,
            Companies companies,
            Clock clock) {
        this.query = query;
        this.paper = paper;
        this.table = table;
        this.customers = customers;
        this.companies = companies;
        this.clock = clock;
    }

    /** In which form. */
    public enum Form {
        PDF,
        CSV
    }

    /** @throws Problem 404 {@code customer_unknown}, 422 {@code month_to_come} */
    @Staff
    @Transactional(readOnly = true)
    public byte[] of(UUID customerId, YearMonth month, Form form) {
        requireNotToCome(month);
        return make(customerId, month.atDay(1), form);
    }

    private byte[] make(UUID customerId, LocalDate month, Form form) {
        CustomerView customer = customer(customerId);
        Statement statement = query.of(customerId, month);
        return form == Form.PDF ? paper.pdf(statement, customer) : paper.csv(statement, customer);
    }

    /** Both forms of one statement, which is worked out once, in one transaction. */
    @Transactional(readOnly = true)
    public Map<Form, byte[]> makeBoth(UUID customerId, LocalDate month) {
        CustomerView customer = customer(customerId);
        Statement statement = query.of(customerId, month);
        return Map.of(Form.PDF, paper.pdf(statement, customer), Form.CSV, paper.csv(statement, customer));
    }

    private CustomerView customer(UUID id) {
        return customers.find(id).orElseThrow(() -> Problem.notFound("customer_unknown", "There is no such customer."));
    }

    /**
     * Begins a run, which goes on in the background. While one of the month is under way there is no second.
     *
     * @throws Problem 409 {@code run_under_way}, 422 {@code month_to_come}
     */
    @Admin
    @Transactional
    public StatementRun start(YearMonth month) {
        requireNotToCome(month);
        LocalDate first = month.atDay(1);
        UUID run = table.startRun(first)
                .orElseThrow(() -> Problem.conflict(
                        "run_under_way", "The statements of " + month + " are being made. Wait until that is done."));
        String prefix = companies.current().slug() + "/statements/" + run + "/";
        for (UUID customer : query.customers(first)) {
            table.addFile(run, customer, prefix + customer);
        }
        return table.run(run).orElseThrow();
    }

    /** @throws Problem 404 {@code run_unknown} */
    @Staff
    @Transactional(readOnly = true)
    public StatementRun run(UUID id) {
        return table.run(id).orElseThrow(StatementService::unknownRun);
    }

    /** The newest first. */
    @Staff
    @Transactional(readOnly = true)
    public List<StatementRun> runs(@Nullable UUID after, int limit) {
        return table.runs(after, limit);
    }

    /** @throws Problem 404 {@code run_unknown} */
    @Staff
    @Transactional(readOnly = true)
    public List<StatementFile> files(UUID run, @Nullable UUID after, int limit) {
        run(run);
        return table.files(run, after, limit);
    }

    /** @throws Problem 404 {@code statement_unknown}, 409 {@code statement_not_made} */
    @Staff
    @Transactional(readOnly = true)
    public String storageKey(UUID fileId, Form form) {
        FileRow row = table.file(fileId)
                .orElseThrow(() -> Problem.notFound("statement_unknown", "There is no such statement."));
        if (!row.state().equals("done")) {
            throw Problem.conflict(
                    "statement_not_made",
                    "This statement is " + row.state() + ". Look at its run, or ask for it alone.");
        }
        return StatementMaker.name(row.storageKey(), form);
    }

    private void requireNotToCome(YearMonth month) {
        YearMonth now =
                YearMonth.from(clock.instant().atZone(companies.current().timeZone()));
        if (month.isAfter(now)) {
            throw Problem.unprocessable(
                    "month_to_come", "\"month\" is still to come: choose this one or an earlier one.");
        }
    }

    private static Problem unknownRun() {
        return Problem.notFound("run_unknown", "There is no such run of statements.");
    }
}
