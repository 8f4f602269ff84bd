package io.joblane.approval.domain;

import io.joblane.approval.ApprovalState;
import io.joblane.approval.RemoteApprovalHandler;
import io.joblane.approval.RemoteApprovalHandler.Applied;
import io.joblane.approval.domain.ApprovalRow.Route;
import io.joblane.company.Companies;
import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.database.Transactions;
import io.joblane.engine.Decisions;
import io.joblane.engine.WorkerFault;
import io.joblane.identity.OfficeGroup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the process does with a request: finds out who decides, lets it go on, and applies what is elsewhere. */
@Service
public class ApprovalCourse {
    /** Behind the lapse: a timer that is not to fire. */
    private static final Duration NEVER = Duration.ofDays(1);

    private final ApprovalTable table;
    private final SayingTable sayings;
    private final ApprovalDesk desk;
    private final Handlers handlers;
    private final Decisions decisions;
    private final Companies companies;
    private final Transactions transactions;
    private final Clock clock;

    ApprovalCourse(
            ApprovalTable table,
            SayingTable sayings,
            ApprovalDesk desk,
            Handlers handlers,
            Decisions decisions,
            Companies companies,
            Transactions transactions,
            Clock clock) {
        this.table = table;
        this.sayings = sayings;
        this.desk = desk;
        this.handlers = handlers;
        this.decisions = decisions;
        this.companies = companies;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Where a request stands, as the process reads it.
     *
     * @param said whether something was said that is still to be passed on
     * @param limits null unless it waits for a decision
     */
    public record Standing(
            ApprovalState state, boolean said, @Nullable Limits limits) {}

    /** @param remindAt behind {@code lapseAt} where nobody is reminded any more; {@code escalateAt} likewise */
    public record Limits(String group, Instant remindAt, Instant escalateAt, Instant lapseAt) {}

    /** Asks the decision who decides, unless that is known. Never called inside a transaction. */
    public Optional<Routing> ask(UUID id) {
        ApprovalRow row = transactions.run(() -> find(id));
        if (!row.isPending() || row.route() != null) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> facts = new HashMap<>();
        facts.put("company", companies.current().slug());
        facts.put("requestType", row.type());
        facts.put("amount", row.amount());
        facts.put("submitterRole", row.submitterRole());
        facts.put("noticeDays", row.noticeDays());
        Decisions.Evaluation said = decisions.evaluate(Routing.DECISION, facts);
        return Optional.of(Routing.of(said.output(), said.version()));
    }

    /** Keeps who decides, where that was asked, and says where the request stands. */
    @Transactional
    public Standing route(UUID id, Optional<Routing> routing) {
        ApprovalRow row = lock(id);
        if (row.isPending() && row.route() == null && routing.isPresent()) {
            table.route(id, routing.get());
            row = lock(id);
        }
        if (row.unheard()) {
            table.talk(id, row.questionOpen(), false);
        }
        Route route = row.route();
        boolean waits = row.isPending() && route != null;
        if (row.isPending() && route == null) {
            throw new WorkerFault("Who decides on the request " + id + " is not known yet: the job comes again.");
        }
        return new Standing(row.state(), row.unheard(), waits && route != null ? limits(route) : null);
    }

    private Limits limits(Route route) {
        Instant never = route.lapseAt().plus(NEVER);
        Instant remind = route.remindAt();
        Instant escalate = route.escalateAt();
        return new Limits(
                route.group().key(),
                remind == null || !remind.isAfter(clock.instant()) ? never : remind,
                escalate == null ? never : escalate,
                route.lapseAt());
    }

    /** Gives it to the group that stands above, once. */
    @Transactional
    public void escalate(UUID id) {
        ApprovalRow row = lock(id);
        OfficeGroup to = row.route() == null ? null : row.route().escalateTo();
        if (row.isPending() && to != null) {
            table.escalate(id, to);
        }
    }

    /** Nobody has decided in time. */
    @Transactional
    public void lapse(UUID id) {
        ApprovalRow row = lock(id);
        if (row.isPending()) {
            desk.end(row, ApprovalState.LAPSED, "system", null);
        }
    }

    /**
     * Makes the change in the other database, in the name of who agreed. Never called inside a transaction; may be repeated.
     *
     * @return empty where there is nothing to apply any more
     */
    public Optional<Applied> applyThere(UUID id) {
        ApprovalRow row = transactions.run(() -> find(id));
        if (row.state() != ApprovalState.APPROVED
                || !(handlers.of(row.type()) instanceof RemoteApprovalHandler handler)) {
            return Optional.empty();
        }
        Actor approver = approver(row);
        try {
            return Optional.of(CurrentActor.call(approver, () -> handler.applyThere(row.proposal())));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps what came of it. */
    @Transactional
    public void applied(UUID id, Optional<Applied> outcome) {
        ApprovalRow row = lock(id);
        if (row.state() != ApprovalState.APPROVED || outcome.isEmpty()) {
            return;
        }
        switch (outcome.get()) {
            case DONE -> table.become(id, ApprovalState.APPLIED, "system", null, null);
            case TARGET_CHANGED -> table.askAgain(id);
            case IMPOSSIBLE -> desk.end(row, ApprovalState.FAILED, "system", "It is not possible any more.");
        }
    }

    /** What an audit entry in the other database names: who agreed, and for whom. */
    private Actor approver(ApprovalRow row) {
        List<DecisionView> agreed = transactions.run(() -> sayings.decisions(row.id()).stream()
                .filter(each -> each.decision() == Decision.APPROVED && each.round() == row.round())
                .toList());
        String names = agreed.stream().map(DecisionView::byName).collect(Collectors.joining(", "));
        return new Actor(
                UUID.fromString(agreed.getLast().by()),
                names + " for " + row.submitterName() + " (approval)",
                Set.of());
    }

    private ApprovalRow find(UUID id) {
        return table.find(id).orElseThrow(() -> missing(id));
    }

    private ApprovalRow lock(UUID id) {
        return table.lock(id).orElseThrow(() -> missing(id));
    }

    private static WorkerFault missing(UUID id) {
        return new WorkerFault("The request " + id
                + " is not in this company's database: cancel the instance if it was removed on purpose.");
    }
}
