package io.joblane.schedule.domain;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.context.CurrentCompany;
import io.joblane.database.Transactions;
import io.joblane.database.UnknownCompanyException;
import io.joblane.engine.EngineUnavailableException;
import io.joblane.schedule.ScheduledKind;
import io.joblane.schedule.domain.ScheduledRuns.Run;
import io.joblane.shared.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

/** Starts what is due in every company, each on its own clock. Any number of replicas may do so at once. */
@Service
public class Scheduler {
    private static final Logger log = LoggerFactory.getLogger(Scheduler.class);
    /** So that companies whose databases answer slowly do not keep the others waiting. */
    private static final int COMPANIES_AT_ONCE = 8;

    private final Companies companies;
    private final List<ScheduledKind> kinds;
    private final ScheduledRuns runs;
    private final Transactions transactions;
    private final Clock clock;

    Scheduler(
            Companies companies,
            List<ScheduledKind> kinds,
            ScheduledRuns runs,
            Transactions transactions,
            Clock clock) {
        this.companies = companies;
        this.kinds = kinds;
        this.runs = runs;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Looks through all companies that work now. One whose database does not answer is left for the next time.
     *
     * @return how much was started
     * @throws RuntimeException the first fault of a kind or its decision, after all companies were looked through
     */
    public int startDue() {
        List<Future<Integer>> looks = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(
                COMPANIES_AT_ONCE, Thread.ofVirtual().name("schedule-", 0).factory())) {
            companies.active().forEach(company -> looks.add(threads.submit(() -> startDue(company))));
        }
        looks.stream()
                .filter(look -> look.state() == Future.State.FAILED)
                .map(Future::exceptionNow)
                .findFirst()
                .ifPresent(fault -> {
                    throw fault instanceof RuntimeException known ? known : new IllegalStateException(fault);
                });
        return looks.stream().mapToInt(Future::resultNow).sum();
    }

    private int startDue(Company company) {
        int[] started = new int[1];
        CurrentCompany.run(company.slug(), () -> {
            try {
                kinds.forEach(kind -> started[0] += startIfDue(company, kind) ? 1 : 0);
            } catch (EngineUnavailableException e) {
                throw e;
            } catch (DataAccessException | TransactionException | UnknownCompanyException e) {
                log.warn("What is due in {} waits for its database: {}", company.slug(), e.getMessage());
            }
        });
        return started[0];
    }

    private boolean startIfDue(Company company, ScheduledKind kind) {
        Instant moment = clock.instant();
        ZonedDateTime now = moment.atZone(company.timeZone());
        if (!transactions.run(() -> kind.mayBeDue(now, runs.last(kind.name())))) {
            return false;
        }
        Optional<LocalDate> day = kind.due(company, now);
        return day.isPresent()
                && transactions.run(() -> {
                    Run run = new Run(kind.name(), day.get(), Ids.next());
                    boolean first = runs.add(run, moment);
                    if (first) {
                        kind.start(company, run.id(), run.day());
                    }
                    return first;
                });
    }
}
