package io.joblane.erasure;

import io.joblane.shared.Problem;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must end first: whoever works on it needs to know whom they work for, and with whom. */
final class OpenWork {
    private static final String OF_CUSTOMER = """
            SELECT EXISTS (SELECT FROM booking WHERE customer_id = :id AND deleted_at IS NULL AND status <> 'invoiced'
                           AND (status <> 'cancelled' OR refund_share IS NULL))
                OR EXISTS (SELECT FROM job WHERE customer_id = :id AND deleted_at IS NULL
                           AND status IN ('open', 'filled', 'in_progress'))
                OR EXISTS (SELECT FROM issue i LEFT JOIN booking b ON b.id = i.booking_id LEFT JOIN job j ON j.id = i.job_id
                           WHERE i.status IN ('open', 'escalated') AND :id IN (b.customer_id, j.customer_id))
            """;
    private static final String OF_AGENT = """
            SELECT EXISTS (SELECT FROM assignment WHERE agent_id = :id AND active AND deleted_at IS NULL)
                OR EXISTS (SELECT FROM user_task WHERE assignee = :id::text AND state = 'open')
                OR EXISTS (SELECT FROM offer WHERE agent_id = :id AND status = 'open')
                OR EXISTS (SELECT FROM time_off_request WHERE agent_id = :id AND status = 'requested' AND deleted_at IS NULL)
                OR EXISTS (SELECT FROM issue WHERE agent_id = :id AND status IN ('open', 'escalated'))
                OR EXISTS (SELECT FROM job WHERE lead_agent_id = :id AND deleted_at IS NULL
                           AND status IN ('open', 'filled', 'in_progress'))
            """;

    private OpenWork() {}

    /** Locks the customer's row, so that nothing new is placed for them meanwhile. */
    static void requireNoneOfCustomer(JdbcClient owner, UUID id) {
        lock(owner, "customer", id);
        if (owner.sql(OF_CUSTOMER).param("id", id).query(Boolean.class).single()) {
            throw open(
                    "This customer has open bookings or jobs, or issues of those are open. Let them end, or cancel them, then repeat this.");
        }
    }

    /** Locks the agent's row, so that nothing new is given to them meanwhile. */
    static void requireNoneOfAgent(JdbcClient owner, UUID id) {
        lock(owner, "agent", id);
        if (owner.sql(OF_AGENT).param("id", id).query(Boolean.class).single()) {
            throw open(
                    "This agent has trips, jobs, tasks, requests or issues that are open. Let them end, or give them to"
                            + " somebody else, then repeat this.");
        }
    }

    private static void lock(JdbcClient owner, String table, UUID id) {
        owner.sql("SELECT 1 FROM " + table + " WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query(Integer.class)
                .optional();
    }

    private static Problem open(String sentence) {
        return Problem.conflict("work_open", sentence);
    }
}
