package io.joblane.messaging.domain;

import io.joblane.shared.Ids;
import io.joblane.shared.LowerCase;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes threads and messages. Whoever writes or reads in a thread holds its row's lock, so that numbers have no gaps. */
@Component
class ThreadTable {
    private final JdbcClient jdbc;

    ThreadTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A thread's row, locked. */
    record Locked(
            UUID id,
            UUID agentId,
            @Nullable UUID bookingId,
            @Nullable UUID jobId,
            int lastNumber) {}

    /** The agent's thread about that; made where there is none. Without a message it is rolled back by whoever fails to write one. */
    Locked open(UUID agentId, Topic topic, Instant now) {
        jdbc.sql("""
                        INSERT INTO thread (id, agent_id, booking_id, job_id, last_at) VALUES (:id, :agent, :booking, :job, :now)
                        ON CONFLICT (agent_id, booking_id, job_id) WHERE deleted_at IS NULL DO NOTHING
                        """)
                .param("id", Ids.next())
                .param("agent", agentId)
                .param("booking", topic.bookingId())
                .param("job", topic.jobId())
                .param("now", Timestamp.from(now))
                .update();
        return jdbc.sql("""
                        SELECT * FROM thread WHERE agent_id = :agent AND booking_id IS NOT DISTINCT FROM :booking::uuid
                            AND job_id IS NOT DISTINCT FROM :job::uuid AND deleted_at IS NULL FOR UPDATE
                        """)
                .param("agent", agentId)
                .param("booking", topic.bookingId())
                .param("job", topic.jobId())
                .query(ThreadTable::locked)
                .single();
    }

    Optional<Locked> lock(UUID id) {
        return jdbc.sql("SELECT * FROM thread WHERE id = ? AND deleted_at IS NULL FOR UPDATE")
                .param(id)
                .query(ThreadTable::locked)
                .optional();
    }

    /** What that person sent before under that id. */
    Optional<MessageView> sent(String by, UUID clientId) {
        return jdbc.sql("SELECT * FROM message WHERE sent_by = ? AND client_id = ?")
                .param(by)
                .param(clientId)
                .query(ThreadQueries::message)
                .optional();
    }

    /** Whoever writes has read what came before. */
    MessageView add(Locked thread, Side side, String by, String name, Letter letter, Instant writtenAt, Instant now) {
        MessageView added = jdbc.sql("""
                        INSERT INTO message (id, thread_id, agent_id, number, sender, sent_by, sender_name, client_id, text,
                            written_at, at)
                        VALUES (:id, :thread, :agent, :number, :sender, :by, :name, :client, :text, :written, :now)
                        RETURNING *
                        """)
                .param("id", Ids.next())
                .param("thread", thread.id())
                .param("agent", thread.agentId())
                .param("number", thread.lastNumber() + 1)
                .param("sender", LowerCase.of(side))
                .param("by", by)
                .param("name", name)
                .param("client", letter.messageId())
                .param("text", letter.text())
                .param("written", Timestamp.from(writtenAt))
                .param("now", Timestamp.from(now))
                .query(ThreadQueries::message)
                .single();
        String own = LowerCase.of(side);
        String other = LowerCase.of(side == Side.AGENT ? Side.OFFICE : Side.AGENT);
        jdbc.sql("UPDATE thread SET last_number = last_number + 1, last_at = :now, " + own + "_read = last_number + 1, "
                        + own
                        + "_unread = 0, " + other + "_unread = " + other
                        + "_unread + 1, version = version + 1 WHERE id = :id")
                .param("now", Timestamp.from(now))
                .param("id", thread.id())
                .update();
        return added;
    }

    /** Notes that the side has read up to that number; what it had read before stays read. */
    void read(Locked thread, Side side, int upTo) {
        String own = LowerCase.of(side);
        jdbc.sql("UPDATE thread SET " + own + "_read = :upTo, " + own
                        + "_unread = (SELECT count(*) FROM message WHERE thread_id = :id AND number > :upTo AND sender <> :side),"
                        + " version = version + 1 WHERE id = :id AND " + own + "_read < :upTo")
                .param("upTo", Math.min(upTo, thread.lastNumber()))
                .param("side", own)
                .param("id", thread.id())
                .update();
    }

    private static Locked locked(java.sql.ResultSet row, int number) throws java.sql.SQLException {
        return new Locked(
                row.getObject("id", UUID.class),
                row.getObject("agent_id", UUID.class),
                row.getObject("booking_id", UUID.class),
                row.getObject("job_id", UUID.class),
                row.getInt("last_number"));
    }
}
