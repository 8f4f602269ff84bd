package io.joblane.mobile.sync;

import io.joblane.company.Companies;
import io.joblane.identity.AgentOnly;
import io.joblane.workforce.AgentAction;
import io.joblane.workforce.AgentView;
import io.joblane.workforce.SignedInAgent;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What an agent's phone must know, all of one moment. */
@Service
class Sync {
    private final SignedInAgent self;
    private final SyncTasks tasks;
    private final SyncWork work;
    private final SyncRest rest;
    private final JdbcClient jdbc;
    private final Companies companies;
    private final Clock clock;
    private final TransactionTemplate moment;

    Sync(
            SignedInAgent self,
            SyncTasks tasks,
            SyncWork work,
            SyncRest rest,
            JdbcClient jdbc,
            Companies companies,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.self = self;
        this.tasks = tasks;
        this.work = work;
        this.rest = rest;
        this.jdbc = jdbc;
        this.companies = companies;
        this.clock = clock;
        this.moment = new TransactionTemplate(transactions);
        this.moment.setReadOnly(true);
        this.moment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** @param since the {@code next} of an earlier answer; null for everything */
    @AgentOnly
    SyncAnswer since(@Nullable String since) {
        SyncCursor known = since == null || since.isEmpty() ? null : SyncCursor.parse(since);
        return moment.execute(status -> {
            AgentView agent = self.get();
            SyncView view = view(agent, known);
            boolean seesWork = view.now().work();
            return new SyncAnswer(
                    view.now().text(),
                    view.full(),
                    view.now().at(),
                    agent,
                    seesWork ? tasks.open(view) : List.of(),
                    view.full() || !seesWork ? List.of() : tasks.closed(view),
                    seesWork ? work.assignments(view) : List.of(),
                    seesWork ? work.offers(view) : List.of(),
                    rest.availability(view),
                    rest.messages(view),
                    rest.unread(view),
                    rest.unreadFromOffice(view));
        });
    }

    private SyncView view(AgentView agent, @Nullable SyncCursor known) {
        record Snapshot(String database, long horizon, long top) {}
        Snapshot snapshot = jdbc.sql("""
                        SELECT (SELECT system_identifier FROM pg_control_system()) || '/' ||
                               (SELECT oid FROM pg_database WHERE datname = current_database()) AS database,
                               pg_snapshot_xmin(s)::text::bigint AS horizon, pg_snapshot_xmax(s)::text::bigint AS top
                        FROM pg_current_snapshot() s
                        """)
                .query((row, n) -> new Snapshot(row.getString("database"), row.getLong("horizon"), row.getLong("top")))
                .single();
        Instant now = clock.instant();
        SyncCursor next = new SyncCursor(
                snapshot.database(),
                agent.id(),
                now,
                AgentAction.VIEW_ASSIGNMENTS.isAllowed(agent.status()),
                LocalDate.ofInstant(now, companies.current().timeZone()),
                snapshot.horizon());
        return new SyncView(next, known != null && known.leadsTo(next) ? known : null, snapshot.top());
    }
}
