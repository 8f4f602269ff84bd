package io.joblane.approval.domain;

import io.joblane.approval.ApprovalState;
import io.joblane.approval.domain.ApprovalDesk.Answer;
import io.joblane.approval.domain.ApprovalDesk.Decided;
import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.database.Transactions;
import io.joblane.identity.Office;
import io.joblane.identity.OfficeGroup;
import io.joblane.identity.Staff;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Requests as people read, decide and talk about them: those of their groups, and their own. */
@Service
public class ApprovalService {
    /** Agents too: of their own requests. */
    public static final String ANYBODY =
            "@roles.any('admin', 'platform_admin', 'manager', 'dispatcher', 'salesperson', 'agent')";

    private final ApprovalTable table;
    private final ApprovalReader reader;
    private final SayingTable sayings;
    private final ApprovalDesk desk;
    private final ApprovalBook book;
    private final Handlers handlers;
    private final People people;
    private final Transactions transactions;
    private final JdbcClient jdbc;

    ApprovalService(
            ApprovalTable table,
            ApprovalReader reader,
            SayingTable sayings,
            ApprovalDesk desk,
            ApprovalBook book,
            Handlers handlers,
            People people,
            Transactions transactions,
            JdbcClient jdbc) {
        this.table = table;
        this.reader = reader;
        this.sayings = sayings;
        this.desk = desk;
        this.book = book;
        this.handlers = handlers;
        this.people = people;
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /**
     * A request with all that was said of it.
     *
     * @param threeWay where the target has moved on since it was submitted, or since somebody agreed: what an approver must see
     */
    public record Whole(
            ApprovalView request,
            @Nullable ThreeWay threeWay,
            List<DecisionView> decisions,
            List<CommentView> comments) {}

    /** The newest first. */
    @Office
    @Transactional(readOnly = true)
    public List<ApprovalView> page(ApprovalFilter filter, @Nullable UUID after, int limit) {
        Actor actor = CurrentActor.get();
        ApprovalState state = filter.state();
        return jdbc
                .sql("SELECT * FROM approval_request WHERE deleted_at IS NULL"
                        + (isAdmin() && !filter.mine()
                                ? ""
                                : filter.mine()
                                        ? " AND submitted_by = :me"
                                        : " AND (submitted_by = :me OR group_key = ANY (string_to_array(:groups, ',')))")
                        + (state == null ? "" : " AND state = :state")
                        + (filter.type() == null ? "" : " AND type = :type")
                        + (filter.targetId() == null ? "" : " AND target_id = :target")
                        + (after == null ? "" : " AND id < :after")
                        + " ORDER BY id DESC LIMIT :limit")
                .param("me", actor.auditName())
                .param(
                        "groups",
                        OfficeGroup.of(actor.roles()).stream()
                                .map(OfficeGroup::key)
                                .collect(Collectors.joining(",")))
                .param("state", state == null ? null : LowerCase.of(state))
                .param("type", filter.type())
                .param("target", filter.targetId())
                .param("after", after)
                .param("limit", limit)
                .query(reader::row)
                .list()
                .stream()
                .map(row -> ApprovalView.of(row, handlers.summary(row)))
                .toList();
    }

    /** @throws Problem 404 {@code approval_unknown}, also for one of somebody else's */
    @PreAuthorize(ANYBODY)
    @Transactional(readOnly = true)
    public Whole get(UUID id) {
        ApprovalRow row = visible(table.find(id).orElseThrow(ApprovalDesk::unknown));
        return new Whole(
                ApprovalView.of(row, handlers.summary(row)),
                threeWay(row),
                sayings.decisions(id),
                sayings.comments(id));
    }

    /** @throws Problem as {@link ApprovalDesk#decide}; 409 {@code no_longer_possible} where it has ended */
    @Staff
    public Decided decide(UUID id, Answer answer) {
        Decided decided = transactions.run(() -> {
            ApprovalRow row = visible(table.lock(id).orElseThrow(ApprovalDesk::unknown));
            Decided done = desk.decide(row, answer);
            if (done.kind() == Decided.Kind.DONE) {
                book.changed(id);
            }
            return done;
        });
        if (decided.kind() == Decided.Kind.TOO_LATE) {
            throw Problem.conflict("no_longer_possible", ApprovalDesk.tooLate(decided));
        }
        return decided;
    }

    /** What who submitted it says to an open question is the answer to it. */
    @PreAuthorize(ANYBODY)
    @Transactional
    public CommentView comment(UUID id, String text) {
        ApprovalRow row = visible(table.lock(id).orElseThrow(ApprovalDesk::unknown));
        Person person = people.speaker(null);
        boolean answers = row.isPending() && row.questionOpen() && person.id().equals(row.submittedBy());
        UUID comment = sayings.said(id, answers ? CommentView.Kind.ANSWER : CommentView.Kind.COMMENT, text, person);
        if (answers) {
            table.talk(id, false, true);
            book.changed(id);
        }
        return sayings.comments(id).stream()
                .filter(each -> each.id().equals(comment))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Only who submitted it takes it back; a repetition changes nothing.
     *
     * @throws Problem 403 {@code not_your_request}, 409 {@code no_longer_possible}
     */
    @PreAuthorize(ANYBODY)
    @Transactional
    public void withdraw(UUID id) {
        ApprovalRow row = visible(table.lock(id).orElseThrow(ApprovalDesk::unknown));
        if (!row.submittedBy().equals(CurrentActor.get().auditName())) {
            throw Problem.forbidden("not_your_request", "Somebody else submitted this request. You may reject it.");
        }
        ApprovalState state = book.withdraw(id);
        if (state != ApprovalState.WITHDRAWN) {
            throw Problem.conflict("no_longer_possible", "The request was " + LowerCase.of(state) + " before.");
        }
    }

    private @Nullable ThreeWay threeWay(ApprovalRow row) {
        Integer known = row.targetVersion();
        if (known == null || !row.isPending()) {
            return null;
        }
        return handlers.of(row.type())
                .target(row.proposal())
                .filter(target -> target.version() != known)
                .map(target -> ThreeWay.of(row.difference(), target))
                .orElse(null);
    }

    private static ApprovalRow visible(ApprovalRow row) {
        Actor actor = CurrentActor.get();
        boolean ofGroup = row.route() != null
                && OfficeGroup.of(actor.roles()).contains(row.route().group());
        if (!ofGroup && !isAdmin() && !row.submittedBy().equals(actor.auditName())) {
            throw ApprovalDesk.unknown();
        }
        return row;
    }

    private static boolean isAdmin() {
        return OfficeGroup.of(CurrentActor.get().roles()).contains(OfficeGroup.ADMIN);
    }
}
