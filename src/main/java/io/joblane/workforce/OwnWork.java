package io.joblane.workforce;

import io.joblane.shared.Problem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether a booking or job is an agent's, or once was: what they may write about. By the functions of the row policies. */
@Component
public class OwnWork {
    private final JdbcClient jdbc;

    OwnWork(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Joins the caller's transaction. What is null is not looked at.
     *
     * @throws Problem 404 {@code booking_unknown}, {@code job_unknown}
     */
    public void require(UUID agentId, @Nullable UUID bookingId, @Nullable UUID jobId) {
        if (bookingId != null && !is("is_own_booking", bookingId, agentId)) {
            throw Problem.notFound("booking_unknown", "The agent has no such booking. Check its id.");
        }
        if (jobId != null && !is("is_own_job", jobId, agentId)) {
            throw Problem.notFound("job_unknown", "The agent has no such job. Check its id.");
        }
    }

    private boolean is(String function, UUID id, UUID agentId) {
        return jdbc.sql("SELECT " + function + "(?, ?)")
                .param(id)
                .param(agentId)
                .query(Boolean.class)
                .single();
    }
}
