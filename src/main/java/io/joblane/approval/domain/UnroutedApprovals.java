package io.joblane.approval.domain;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.context.CurrentCompany;
import io.joblane.database.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Starts the processes of requests that have none: those that were there before requests of their kind were decided here. */
@Component
class UnroutedApprovals {
    private static final Logger log = LoggerFactory.getLogger(UnroutedApprovals.class);
    private static final Duration AGE = Duration.ofMinutes(10);

    private final ApprovalBook book;
    private final Companies companies;
    private final Transactions transactions;
    private final Clock clock;

    UnroutedApprovals(ApprovalBook book, Companies companies, Transactions transactions, Clock clock) {
        this.book = book;
        this.companies = companies;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT15M", initialDelayString = "PT11M")
    void startAll() {
        for (Company company : companies.active()) {
            try {
                CurrentCompany.run(company.slug(), this::start);
            } catch (DataAccessException | TransactionException e) {
                log.warn("Requests of {} wait for their database: {}", company.slug(), e.getMessage());
            }
        }
    }

    private void start() {
        int started = transactions.run(() -> {
            List<UUID> waiting = book.unrouted(clock.instant().minus(AGE));
            waiting.forEach(book::startProcess);
            return waiting.size();
        });
        if (started > 0) {
            log.info("Started {} requests for which nobody had found out who decides", started);
        }
    }
}
