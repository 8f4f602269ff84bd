package io.joblane.notification.domain;

/** What agents are told of a job. The names in lower case are the task header {@code event} of the models and keys of the catalogue. */
public enum JobEvent {
    /** To those whose offer is open: without the address, which they learn when they go. */
    JOB_OFFERED(Recipients.ASKED),
    /** To those who were asked and do not go. */
    JOB_FILLED(Recipients.NOT_TAKEN),
    /** To those who go: everything. */
    JOB_CONFIRMED(Recipients.GOING),
    JOB_CHANGED(Recipients.GOING),
    /** To those who were taken off. */
    JOB_RELEASED(Recipients.REMOVED),
    JOB_CANCELLED(Recipients.CANCELLED),
    JOB_EXPIRED(Recipients.EXPIRED),
    WEATHER_CHANGED(Recipients.GOING),
    /** It takes place in spite of the weather. */
    JOB_GOES_ON(Recipients.GOING),
    /** To the lead agent. */
    JOB_SIGN_OFF(Recipients.LEAD);

    private final Recipients recipients;

    JobEvent(Recipients recipients) {
        this.recipients = recipients;
    }

    Recipients recipients() {
        return recipients;
    }

    /** Whom an event is told: agent, assignment, offer of {@code FROM} what follows, for the job {@code :job}. */
    enum Recipients {
        ASKED(
                "SELECT agent_id, NULL::uuid AS assignment_id, id AS offer_id FROM offer WHERE job_id = :job AND status = 'open'"),
        NOT_TAKEN("""
                SELECT o.agent_id, NULL::uuid, o.id FROM offer o JOIN job j ON j.id = o.job_id
                WHERE o.job_id = :job AND o.status IN ('filled', 'declined', 'expired') AND o.offered_at >= j.filling_since
                  AND NOT EXISTS (SELECT FROM assignment a WHERE a.job_id = :job AND a.agent_id = o.agent_id AND a.active)
                """),
        GOING("SELECT agent_id, id, offer_id FROM assignment WHERE job_id = :job AND active"),
        REMOVED("SELECT agent_id, id, offer_id FROM assignment WHERE job_id = :job AND status = 'removed'"),
        CANCELLED("""
                SELECT agent_id, id, offer_id FROM assignment WHERE job_id = :job AND status = 'cancelled'
                UNION ALL
                SELECT agent_id, NULL, id FROM offer WHERE job_id = :job AND status = 'withdrawn' AND reason = 'cancelled'
                """),
        EXPIRED("SELECT agent_id, NULL::uuid, id FROM offer WHERE job_id = :job AND status = 'expired'"),
        LEAD("SELECT lead_agent_id, NULL::uuid, NULL::uuid FROM job WHERE id = :job AND lead_agent_id IS NOT NULL");

        private final String sql;

        Recipients(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }
    }
}
