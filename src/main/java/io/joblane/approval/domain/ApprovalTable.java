package io.joblane.approval.domain;

import io.joblane.approval.ApprovalState;
import io.joblane.approval.Difference;
import io.joblane.approval.NewApproval;
import io.joblane.identity.OfficeGroup;
import io.joblane.shared.LowerCase;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes the rows of {@code approval_request}. Whoever moves one on holds its lock. */
@Component
class ApprovalTable {
    private final JdbcClient jdbc;
    private final ApprovalReader reader;
    private final JsonMapper json;
    private final Clock clock;

    ApprovalTable(JdbcClient jdbc, ApprovalReader reader, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.json = json;
        this.clock = clock;
    }

    void add(NewApproval request, Person submitter) {
        jdbc.sql("""
                        INSERT INTO approval_request (id, type, state, target_id, target_name, target_version, contact_name,
                            contact_email, amount, notice_days, difference, reason, submitted_by, submitter_name, submitter_role,
                            submitted_at)
                        VALUES (:id, :type, 'pending', :target, :targetName, :targetVersion, :contactName, :contactEmail, :amount,
                            :notice, :difference::jsonb, :reason, :by, :name, :role, :now)
                        """)
                .param("id", request.id())
                .param("type", request.type())
                .param("target", request.targetId())
                .param("targetName", request.targetName())
                .param("targetVersion", request.targetVersion())
                .param("contactName", request.contactName())
                .param("contactEmail", request.contactEmail())
                .param("amount", request.amount())
                .param("notice", request.noticeDays())
                .param(
                        "difference",
                        json.writeValueAsString(request.difference().fields()))
                .param("reason", request.reason().strip())
                .param("by", submitter.id())
                .param("name", submitter.name())
                .param("role", submitter.role())
                .param("now", now())
                .update();
    }

    Optional<ApprovalRow> lock(UUID id) {
        return jdbc.sql("SELECT * FROM approval_request WHERE id = ? AND deleted_at IS NULL FOR UPDATE")
                .param(id)
                .query(reader::row)
                .optional();
    }

    Optional<ApprovalRow> find(UUID id) {
        return jdbc.sql("SELECT * FROM approval_request WHERE id = ? AND deleted_at IS NULL")
                .param(id)
                .query(reader::row)
                .optional();
    }

    /** Times count from now. */
    void route(UUID id, Routing routing) {
        Instant now = clock.instant();
        change(
                        id,
                        "group_key = :group, required = :required, remind_at = :remind, escalate_at = :escalate,"
                                + " escalate_to = :to, lapse_at = :lapse, routing_version = :routing, escalated_at = NULL")
                .param("group", routing.group().key())
                .param("required", routing.required())
                .param("remind", routing.remindAfter() == null ? null : at(now.plus(routing.remindAfter())))
                .param("escalate", routing.escalateAfter() == null ? null : at(now.plus(routing.escalateAfter())))
                .param(
                        "to",
                        routing.escalateTo() == null
                                ? null
                                : routing.escalateTo().key())
                .param("lapse", at(now.plus(routing.lapseAfter())))
                .param("routing", routing.version())
                .update();
    }

    /** Those who decide now are told in a minute. */
    void escalate(UUID id, OfficeGroup to) {
        change(
                        id,
                        "group_key = :group, escalate_to = NULL, escalate_at = NULL, escalated_at = :now, remind_at = :remind")
                .param("group", to.key())
                .param("now", now())
                .param("remind", at(clock.instant().plus(Duration.ofMinutes(1))))
                .update();
    }

    /** What is wanted is measured anew by what is there now, and nobody has agreed to that yet. */
    void rebase(UUID id, int targetVersion, Difference difference) {
        change(id, "target_version = :target, difference = :difference::jsonb, round = round + 1")
                .param("target", targetVersion)
                .param("difference", json.writeValueAsString(difference.fields()))
                .update();
    }

    /** As if it had just been submitted: who decides, and until when, is asked anew. */
    void askAgain(UUID id) {
        change(
                        id,
                        "state = 'pending', round = round + 1, agreed = NULL, group_key = NULL, required = NULL,"
                                + " remind_at = NULL, escalate_at = NULL, escalate_to = NULL, escalated_at = NULL, lapse_at = NULL")
                .update();
    }

    /** @param unheard whether the process has still to pass on what was said */
    void talk(UUID id, boolean questionOpen, boolean unheard) {
        change(id, "question_open = :open, unheard = :unheard")
                .param("open", questionOpen)
                .param("unheard", unheard)
                .update();
    }

    /** @param agreed who submitted it and who agreed, where it was agreed to */
    void become(UUID id, ApprovalState state, String by, @Nullable String note, @Nullable Agreed agreed) {
        boolean open = state.isOpen();
        change(
                        id,
                        "state = :state, ended_at = :at, ended_by = :by, end_note = :note,"
                                + " agreed = coalesce(:agreed::jsonb, agreed), question_open = false, unheard = false")
                .param("state", LowerCase.of(state))
                .param("at", open ? null : now())
                .param("by", open ? null : by)
                .param("note", note)
                .param("agreed", agreed == null ? null : json.writeValueAsString(agreed))
                .update();
    }

    private StatementSpec change(UUID id, String set) {
        return jdbc.sql("UPDATE approval_request SET " + set + ", version = version + 1 WHERE id = :id")
                .param("id", id);
    }

    private Timestamp now() {
        return at(clock.instant());
    }

    private static Timestamp at(Instant instant) {
        return Timestamp.from(instant);
    }
}
