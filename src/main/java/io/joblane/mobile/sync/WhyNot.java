package io.joblane.mobile.sync;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Why something can be done no more, in words for the agent who was away. Of their own rows only. */
@Component
class WhyNot {
    private final JdbcClient jdbc;

    WhyNot(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Why the agent has nothing to do with this booking, job or offer; empty where they have. */
    @Transactional(readOnly = true)
    public Optional<String> notHere(UUID agent, UUID about) {
        record Held(boolean active, String status) {}
        Optional<Held> held = jdbc.sql("""
                        SELECT active, status FROM assignment
                        WHERE agent_id = :agent AND (booking_id = :about OR job_id = :about OR id = :about OR offer_id = :about)
                        ORDER BY active DESC, assigned_at DESC LIMIT 1
                        """)
                .param("agent", agent)
                .param("about", about)
                .query((row, n) -> new Held(row.getBoolean("active"), row.getString("status")))
                .optional();
        if (held.isPresent()) {
            return held.get().active()
                    ? Optional.empty()
                    : Optional.ofNullable(ended(held.get().status()));
        }
        Optional<String> offer = jdbc.sql("SELECT status FROM offer WHERE id = :about AND agent_id = :agent")
                .param("about", about)
                .param("agent", agent)
                .query(String.class)
                .optional();
        if (offer.isPresent()) {
            return offer.get().equals("open") ? Optional.empty() : Optional.of(offerEnded(offer.get()));
        }
        return Optional.of("This is not yours, or no longer.");
    }

    /** Whether the engine may be about to open the agent's next task there: the one before is done, and just now. */
    @Transactional(readOnly = true)
    public boolean nextStepComes(UUID agent, UUID about, Instant justNow) {
        return jdbc.sql("""
                        SELECT count(*) FILTER (WHERE state = 'open') = 0 AND count(*) FILTER (WHERE state <> 'open') > 0
                        FROM user_task
                        WHERE assignee = CAST(:agent AS uuid)::text AND :about IN (booking_id, job_id, subject_id)
                          AND (state = 'open' OR closed_at > :justNow)
                        """)
                .param("agent", agent)
                .param("about", about)
                .param("justNow", Timestamp.from(justNow))
                .query(Boolean.class)
                .single();
    }

    /** Why a closed task of the agent's closed without them; empty where nothing better is known. */
    @Transactional(readOnly = true)
    public Optional<String> ended(UUID agent, UUID task) {
        return jdbc.sql("SELECT coalesce(subject_id, booking_id, job_id) FROM user_task WHERE id = ?")
                .param(task)
                .query(UUID.class)
                .optional()
                .flatMap(about -> notHere(agent, about));
    }

    /** Why the agent sees a task no more. */
    @Transactional(readOnly = true)
    public Optional<String> gone(UUID agent, UUID task) {
        return jdbc.sql(
                        "SELECT 'This was given to somebody else.' FROM sync_gone WHERE agent_id = ? AND task_id = ? LIMIT 1")
                .param(agent)
                .param(task)
                .query(String.class)
                .optional();
    }

    private static @Nullable String ended(String status) {
        return switch (status) {
            case "reassigned" -> "This was given to somebody else.";
            case "cancelled" -> "This was cancelled.";
            case "expired" -> "The time to answer had passed.";
            case "declined" -> "You had declined this.";
            case "withdrawn" -> "You had withdrawn from this.";
            case "removed" -> "The office took you off this.";
            case "no_show" -> "It was noted that you did not come.";
            case "completed" -> "This was completed before.";
            default -> "This is over.";
        };
    }

    private static String offerEnded(String status) {
        return switch (status) {
            case "filled" -> "Others were faster: enough agents go.";
            case "expired" -> "The time to answer had passed.";
            case "declined" -> "You had declined this.";
            case "withdrawn" -> "The office took this offer back.";
            default -> "This is not open any more.";
        };
    }
}
