package io.joblane.sales.domain;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.customer.CustomerBooked;
import io.joblane.engine.Outbox;
import io.joblane.engine.Reentry;
import io.joblane.identity.Office;
import io.joblane.shared.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Customers who have booked nothing for as long as the company waits: noticed once a day, forgotten at the next booking. */
@Service
public class Dormancies implements Reentry {
    private final DormancyTable table;
    private final Outbox outbox;
    private final Companies companies;
    private final Clock clock;

    Dormancies(DormancyTable table, Outbox outbox, Companies companies, Clock clock) {
        this.table = table;
        this.outbox = outbox;
        this.companies = companies;
        this.clock = clock;
    }

    /** Starts a process for each who is newly dormant. Joins the caller's transaction. */
    void look(Company company) {
        int weeks = company.settings().dormancyWeeks();
        if (weeks == 0) {
            return;
        }
        Instant limit = limit(company);
        // Whoever booked while the last look was under way.
        table.awake(limit).forEach(this::close);
        table.notice(limit, weeks).forEach(this::startProcess);
    }

    /** Whether a look might find somebody. Joins the caller's transaction. */
    boolean mayFind(Company company) {
        return company.settings().dormancyWeeks() > 0 && table.anyBefore(limit(company));
    }

    /** Whole weeks on the company's clock: an hour more or less in spring and autumn does not count. */
    private Instant limit(Company company) {
        return ZonedDateTime.ofInstant(clock.instant(), company.timeZone())
                .minusWeeks(company.settings().dormancyWeeks())
                .toInstant();
    }

    @EventListener
    void on(CustomerBooked booked) {
        close(booked.customerId());
    }

    private void close(UUID customer) {
        table.close(customer).ifPresent(id -> outbox.message("sales.customerBooked", id));
    }

    private void startProcess(UUID id) {
        outbox.message(
                "sales.customerDormant",
                id,
                Map.of("company", companies.current().slug(), "subjectId", id));
    }

    @Override
    public int startAgain() {
        List<UUID> open = table.open();
        open.forEach(this::startProcess);
        return open.size();
    }

    /** The newest first; a salesperson sees their own and nobody's. */
    @Office
    @Transactional(readOnly = true)
    public List<Dormancy> page(boolean openOnly, @Nullable UUID after, int limit) {
        return table.page(Owners.seen(), openOnly, after, limit);
    }

    /**
     * What somebody found out; it comes into the next weekly report.
     *
     * @throws Problem 404 {@code dormancy_unknown}
     */
    @Office
    @Transactional
    public Dormancy note(UUID id, String text) {
        Dormancy dormancy = table.find(id)
                .filter(each -> each.salespersonId() == null || Owners.mayChange(each.salespersonId()))
                .orElseThrow(() ->
                        Problem.notFound("dormancy_unknown", "There is no such dormant customer of yours. List them."));
        table.note(dormancy.id(), text, Owners.name());
        return table.find(id).orElseThrow();
    }
}
