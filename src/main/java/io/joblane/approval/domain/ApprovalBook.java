package io.joblane.approval.domain;

import io.joblane.approval.ApprovalState;
import io.joblane.approval.Approvals;
import io.joblane.approval.NewApproval;
import io.joblane.company.Companies;
import io.joblane.engine.Outbox;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What other modules do with requests. */
@Service
class ApprovalBook implements Approvals {
    private final ApprovalTable table;
    private final ApprovalReader reader;
    private final SayingTable sayings;
    private final ApprovalDesk desk;
    private final Handlers handlers;
    private final People people;
    private final Outbox outbox;
    private final Companies companies;
    private final JdbcClient jdbc;

    ApprovalBook(
            ApprovalTable table,
            ApprovalReader reader,
            SayingTable sayings,
            ApprovalDesk desk,
            Handlers handlers,
            People people,
            Outbox outbox,
            Companies companies,
            JdbcClient jdbc) {
        this.table = table;
        this.reader = reader;
        this.sayings = sayings;
        this.desk = desk;
        this.handlers = handlers;
        this.people = people;
        this.outbox = outbox;
        this.companies = companies;
        this.jdbc = jdbc;
    }

    @Override
    @Transactional
    public void submit(NewApproval request) {
        handlers.of(request.type());
        table.add(request, people.submitter());
        startProcess(request.id());
    }

    @Override
    @Transactional
    public ApprovalState withdraw(UUID id) {
        ApprovalRow row = table.lock(id).orElseThrow(ApprovalDesk::unknown);
        if (!row.isPending()) {
            return row.state();
        }
        desk.end(row, ApprovalState.WITHDRAWN, people.submitter().id(), null);
        changed(id);
        return ApprovalState.WITHDRAWN;
    }

    @Override
    @Transactional(readOnly = true)
    public boolean isOpen(String type, UUID targetId) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM approval_request WHERE target_id = ? AND type = ?
                            AND state IN ('pending', 'approved') AND deleted_at IS NULL)
                        """).param(targetId).param(type).query(Boolean.class).single();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<News> news(UUID id) {
        return table.find(id)
                .map(row -> new News(
                        id,
                        row.type(),
                        row.targetId(),
                        handlers.summary(row),
                        row.state(),
                        row.submittedBy(),
                        row.route() == null ? null : row.groupKey(),
                        row.round(),
                        row.endNote(),
                        sayings.lastWord(id).map(last -> word(id, last)).orElse(null)));
    }

    @Override
    @Transactional(readOnly = true)
    public Queue waitingFor(Set<String> groups, UUID person, int most) {
        Map<String, Integer> sizes = new HashMap<>();
        waiting("SELECT group_key, count(*)::integer AS size", "GROUP BY group_key", groups, person)
                .query(row -> {
                    sizes.put(row.getString("group_key"), row.getInt("size"));
                });
        List<Waiting> first = waiting("SELECT *", "ORDER BY id LIMIT :most", groups, person)
                .param("most", most)
                .query(reader::row)
                .list()
                .stream()
                .map(row -> new Waiting(row.id(), handlers.summary(row)))
                .toList();
        int total = sizes.values().stream().mapToInt(Integer::intValue).sum();
        return new Queue(first, total, Set.copyOf(sizes.keySet()));
    }

    private StatementSpec waiting(String select, String rest, Set<String> groups, UUID person) {
        return jdbc.sql(select
                        + " FROM approval_request WHERE state = 'pending' AND deleted_at IS NULL"
                        + " AND group_key = ANY (string_to_array(:groups, ',')) AND submitted_by <> :person "
                        + rest)
                .param("groups", String.join(",", groups))
                .param("person", person.toString());
    }

    private Word word(UUID request, CommentView last) {
        boolean question = last.kind() == CommentView.Kind.QUESTION;
        return new Word(last.id(), question, last.by(), last.byName(), last.text(), sayings.lastAsked(request));
    }

    /** Tells the process to look at the request anew. Joins the caller's transaction. */
    void changed(UUID id) {
        outbox.message("approval.changed", id);
    }

    /** Joins the caller's transaction. An instance that runs already stays the only one. */
    void startProcess(UUID id) {
        outbox.message(
                "approval.requested", id, Map.of("company", companies.current().slug(), "subjectId", id));
    }

    /** Those that are not at their end, the oldest first. */
    List<UUID> open() {
        return jdbc.sql(
                        "SELECT id FROM approval_request WHERE state IN ('pending', 'approved') AND deleted_at IS NULL ORDER BY id")
                .query(UUID.class)
                .list();
    }

    /** Those for which nobody has found out who decides, though they have waited since before that. */
    List<UUID> unrouted(Instant before) {
        return jdbc.sql("""
                        SELECT id FROM approval_request WHERE state = 'pending' AND group_key IS NULL AND deleted_at IS NULL
                            AND updated_at < ? ORDER BY id LIMIT 200
                        """).param(Timestamp.from(before)).query(UUID.class).list();
    }
}
