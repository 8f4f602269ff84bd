package io.joblane.engine.task;

import io.camunda.client.api.command.ProblemException;
import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.context.CurrentCompany;
import io.joblane.engine.link.EngineLink;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Closes rows whose task is gone from the engine without a canceling listener, as after a modification in Operate. It asks
 * with an update that changes nothing: the engine's own state answers, not its search, which lags.
 */
@Component
class OrphanTasks {
    private static final Logger log = LoggerFactory.getLogger(OrphanTasks.class);
    private static final Duration AGE = Duration.ofMinutes(10);
    private static final int AT_ONCE = 200;

    private final TaskTable table;
    private final EngineLink engine;
    private final Companies companies;
    private final Clock clock;

    OrphanTasks(TaskTable table, EngineLink engine, Companies companies, Clock clock) {
        this.table = table;
        this.engine = engine;
        this.companies = companies;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT2M")
    void closeOrphans() {
        for (Company company : companies.active()) {
            CurrentCompany.run(company.slug(), () -> closeOlderThan(AGE));
        }
    }

    /** @return how many rows were closed */
    int closeOlderThan(Duration age) {
        int closed = 0;
        for (long key : table.openSince(clock.instant().minus(age), AT_ONCE)) {
            try {
                engine.client()
                        .newUpdateUserTaskCommand(key)
                        .action("joblane.exists")
                        .send()
                        .join();
            } catch (ProblemException e) {
                if (e.code() == 404 && table.close(key, "canceled", null)) {
                    closed++;
                    log.warn(
                            "User task {} is gone from the engine without notice (an instance was modified): row closed",
                            key);
                }
            }
        }
        return closed;
    }
}
