package io.joblane.approval.domain;

import io.joblane.approval.ApprovalHandler;
import io.joblane.approval.ApprovalState;
import io.joblane.approval.RemoteApprovalHandler;
import io.joblane.approval.Target;
import io.joblane.approval.domain.ApprovalRow.Route;
import io.joblane.database.Transactions;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Where requests are decided: under the row's lock, so that of all who tap at once each is counted, and one is the last. */
@Service
public class ApprovalDesk {
    private final ApprovalTable table;
    private final SayingTable sayings;
    private final Handlers handlers;
    private final People people;
    private final Transactions transactions;

    ApprovalDesk(
            ApprovalTable table, SayingTable sayings, Handlers handlers, People people, Transactions transactions) {
        this.table = table;
        this.sayings = sayings;
        this.handlers = handlers;
        this.people = people;
        this.transactions = transactions;
    }

    /**
     * What an approver says.
     *
     * @param note why it is rejected, or what is asked
     * @param targetVersion which version of the target they looked at; null: the one that the submitter saw
     * @param elsewhere the e-mail address under which a task was claimed outside of Joblane, where nobody is signed in
     */
    public record Answer(
            Decision decision,
            @Nullable String note,
            @Nullable Integer targetVersion,
            @Nullable String elsewhere) {}

    /**
     * What came of it.
     *
     * @param state of the request now
     * @param kind whether the answer counts, had been given before, or came too late
     */
    public record Decided(ApprovalState state, Kind kind) {
        public enum Kind {
            DONE,
            ALREADY_DONE,
            TOO_LATE
        }
    }

    /**
     * Counts an answer; the last one that is needed applies the change. The engine is told by the caller.
     *
     * @throws Problem 404 {@code approval_unknown}, 403 {@code own_request}, {@code not_an_approver}, 409 {@code target_changed} with
     *     the three sides of it, or what stands in the way of the change
     */
    public Decided decide(UUID id, Answer answer) {
        return transactions.run(() -> decide(table.lock(id).orElseThrow(ApprovalDesk::unknown), answer));
    }

    /** {@link #decide(UUID, Answer)} for who holds the row's lock already. */
    Decided decide(ApprovalRow row, Answer answer) {
        Person person = people.speaker(answer.elsewhere());
        if (person.id().equals(row.submittedBy())) {
            throw Problem.forbidden(
                    "own_request", "You submitted this request: somebody else decides. You may withdraw it.");
        }
        Route route = row.route();
        if (route == null && !row.isPending()) {
            return new Decided(row.state(), Decided.Kind.TOO_LATE);
        }
        if (route == null) {
            throw Problem.unavailable(
                    "request_on_its_way",
                    "Who decides on this request is being found out this moment. Answer it in a second.",
                    Duration.ofSeconds(1));
        }
        People.requireMember(person, route.group());
        List<DecisionView> before = sayings.decisions(row.id());
        if (!row.isPending() || hasApproved(row, before, person, answer)) {
            return late(row, before, person, answer.decision());
        }
        return switch (answer.decision()) {
            case APPROVED -> approve(row, route, before, person, answer.targetVersion());
            case REJECTED -> reject(row, person, Objects.requireNonNull(answer.note()));
            case ASKED_BACK -> askBack(row, person, Objects.requireNonNull(answer.note()));
        };
    }

    private Decided approve(
            ApprovalRow row, Route route, List<DecisionView> before, Person person, @Nullable Integer seen) {
        ApprovalHandler handler = handlers.of(row.type());
        ApprovalRow current = row;
        if (row.targetVersion() != null) {
            Optional<Target> target = handler.lockTarget(row.proposal());
            if (target.isEmpty()) {
                sayings.decided(row, Decision.APPROVED, row.targetVersion(), null, person);
                return end(row, ApprovalState.FAILED, person.id(), "What it would change is not there any more.");
            }
            current = seen(row, target.get(), seen == null ? row.targetVersion() : seen);
        }
        int round = current.round();
        List<DecisionView> agreed = new ArrayList<>(people.stillApprovers(
                before.stream()
                        .filter(each -> each.decision() == Decision.APPROVED && each.round() == round)
                        .toList(),
                route.group()));
        agreed.add(sayings.decided(current, Decision.APPROVED, current.targetVersion(), null, person));
        if (agreed.size() < route.required()) {
            return new Decided(ApprovalState.PENDING, Decided.Kind.DONE);
        }
        handler.apply(current.proposal(), person.id());
        ApprovalState state = handler instanceof RemoteApprovalHandler ? ApprovalState.APPROVED : ApprovalState.APPLIED;
        table.become(row.id(), state, person.id(), null, agreed(row, agreed));
        return new Decided(state, Decided.Kind.DONE);
    }

    /** The request as the approver saw it, or a refusal with what they did not see. */
    private ApprovalRow seen(ApprovalRow row, Target target, int seen) {
        if (target.version() != seen) {
            ThreeWay sides = ThreeWay.of(row.difference(), target);
            throw Problem.conflict(
                            "target_changed",
                            "Somebody has changed it since. Look at what is there now, then decide with its targetVersion.")
                    .with("targetVersion", sides.targetVersion())
                    .with("fields", sides.fields());
        }
        if (Objects.equals(row.targetVersion(), target.version())) {
            return row;
        }
        table.rebase(row.id(), target.version(), row.difference().from(target.fields()));
        return table.lock(row.id()).orElseThrow(ApprovalDesk::unknown);
    }

    private static Agreed agreed(ApprovalRow row, List<DecisionView> approvals) {
        return new Agreed(
                new Agreed.Named(row.submittedBy(), row.submitterName()),
                approvals.stream()
                        .map(each -> new Agreed.Named(each.by(), each.byName()))
                        .toList());
    }

    private Decided reject(ApprovalRow row, Person person, String note) {
        sayings.decided(row, Decision.REJECTED, row.targetVersion(), note, person);
        return end(row, ApprovalState.REJECTED, person.id(), note);
    }

    private Decided askBack(ApprovalRow row, Person person, String question) {
        sayings.decided(row, Decision.ASKED_BACK, row.targetVersion(), null, person);
        sayings.said(row.id(), CommentView.Kind.QUESTION, question, person);
        table.talk(row.id(), true, true);
        return new Decided(ApprovalState.PENDING, Decided.Kind.DONE);
    }

    private static boolean hasApproved(ApprovalRow row, List<DecisionView> before, Person person, Answer answer) {
        boolean sameTarget =
                answer.targetVersion() == null || answer.targetVersion().equals(row.targetVersion());
        return answer.decision() == Decision.APPROVED && sameTarget && said(row, before, person, Decision.APPROVED);
    }

    private static Decided late(ApprovalRow row, List<DecisionView> before, Person person, Decision decision) {
        boolean same = decision != Decision.ASKED_BACK && said(row, before, person, decision);
        return new Decided(row.state(), same ? Decided.Kind.ALREADY_DONE : Decided.Kind.TOO_LATE);
    }

    private static boolean said(ApprovalRow row, List<DecisionView> before, Person person, Decision decision) {
        return before.stream()
                .anyMatch(each ->
                        each.by().equals(person.id()) && each.decision() == decision && each.round() == row.round());
    }

    /** Joins the caller's transaction, which holds the row. */
    Decided end(ApprovalRow row, ApprovalState as, String by, @Nullable String note) {
        table.become(row.id(), as, by, note, null);
        handlers.of(row.type()).ended(row.proposal(), as, by, note);
        return new Decided(as, Decided.Kind.DONE);
    }

    static Problem unknown() {
        return Problem.notFound("approval_unknown", "There is no such request. List the requests.");
    }

    /** What a late answer is told. */
    public static String tooLate(Decided decided) {
        return "The request was " + LowerCase.of(decided.state()) + " before.";
    }
}
