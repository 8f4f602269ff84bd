package io.joblane.job.domain;

import io.joblane.context.CurrentActor;
import io.joblane.shared.LowerCase;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code job}. */
@Component
class JobTable {
    private static final String SELECT = "SELECT * FROM job WHERE deleted_at IS NULL AND id ";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final JobRow row;
    private final Clock clock;

    JobTable(JdbcClient jdbc, JsonMapper json, JobRow row, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.row = row;
        this.clock = clock;
    }

    Optional<Job> find(UUID id) {
        return jdbc.sql(SELECT + "= ?").param(id).query(row).optional();
    }

    /** Whoever decides about a job holds this lock. */
    Optional<Job> lock(UUID id) {
        return jdbc.sql(SELECT + "= ? FOR UPDATE").param(id).query(row).optional();
    }

    List<Job> all(Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(SELECT + "IN (:ids)").param("ids", ids).query(row).list();
    }

    long nextReference() {
        return jdbc.sql("SELECT nextval('job_reference')").query(Long.class).single();
    }

    Job insert(Job job) {
        Timestamp now = Timestamp.from(clock.instant());
        bind(jdbc.sql("""
                        INSERT INTO job (id, reference, title, type, status, address, postcode, lat, lng, arrival_at, expected_minutes,
                            agents_required, agents_assigned, lead_agent_id, required_skills, instructions, urgency, customer_id,
                            work_date, limits, wave, filling_since, next_wave_at, widened_at, weather, weather_advice,
                            weather_released_by, posted_at, filled_at, started_at, completed_at, signed_off_by, sign_off_notes,
                            cancelled_by, cancelled_at, cancellation_reason, recurrence_id, copied_from,
                            created_at, created_by, updated_at, updated_by, version)
                        VALUES (:id, :reference, :title, :type, :status, :address, :postcode, :lat, :lng, :arrival, :minutes,
                            :required, :assigned, :lead, ARRAY(SELECT jsonb_array_elements_text(:skills::jsonb)), :instructions, :urgency,
                            :customer, :workDate, :limits::jsonb, :wave, :since, :nextWave, :widened, :weather::jsonb, :advice,
                            :released, :posted, :filled, :started, :completed, :signedBy, :signNotes,
                            :cancelledBy, :cancelledAt, :cancelledWhy, :recurrence, :copied, :now, :actor, :now, :actor, 0)
                        """), job)
                .param("reference", job.reference())
                .param("recurrence", job.recurrenceId())
                .param("copied", job.copiedFrom())
                .param("posted", Timestamp.from(job.course().postedAt()))
                .param("now", now)
                .update();
        return job.saved(0);
    }

    /** The row must be locked: what it holds is what {@code job} was read from. */
    Job update(Job job) {
        int version = bind(jdbc.sql("""
                        UPDATE job SET title = :title, type = :type, status = :status, address = :address, postcode = :postcode,
                            lat = :lat, lng = :lng, arrival_at = :arrival, expected_minutes = :minutes, agents_required = :required,
                            agents_assigned = :assigned, lead_agent_id = :lead,
                            required_skills = ARRAY(SELECT jsonb_array_elements_text(:skills::jsonb)), instructions = :instructions,
                            urgency = :urgency, customer_id = :customer, work_date = :workDate, limits = :limits::jsonb, wave = :wave,
                            filling_since = :since, next_wave_at = :nextWave, widened_at = :widened, weather = :weather::jsonb,
                            weather_advice = :advice, weather_released_by = :released, filled_at = :filled, started_at = :started,
                            completed_at = :completed, signed_off_by = :signedBy, sign_off_notes = :signNotes,
                            cancelled_by = :cancelledBy, cancelled_at = :cancelledAt, cancellation_reason = :cancelledWhy,
                            updated_at = :now, updated_by = :actor, version = version + 1
                        WHERE id = :id RETURNING version
                        """), job)
                .param("now", Timestamp.from(clock.instant()))
                .query(Integer.class)
                .single();
        return job.saved(version);
    }

    private JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, Job job) {
        var order = job.order();
        var signed = job.signOff();
        var cancelled = job.cancelled();
        var weather = job.weather();
        return statement
                .param("id", job.id())
                .param("title", order.title())
                .param("type", order.type())
                .param("status", LowerCase.of(job.status()))
                .param("address", order.site().address())
                .param("postcode", order.site().postcode())
                .param("lat", order.site().lat())
                .param("lng", order.site().lng())
                .param("arrival", Timestamp.from(order.arrivalAt()))
                .param("minutes", order.minutes())
                .param("required", order.agentsRequired())
                .param("assigned", job.agentsAssigned())
                .param("lead", order.leadAgentId())
                .param("skills", json.writeValueAsString(order.requiredSkills()))
                .param("instructions", order.instructions())
                .param("urgency", LowerCase.of(order.urgency()))
                .param("customer", order.customerId())
                .param("workDate", Date.valueOf(job.workDate()))
                .param("limits", json.writeValueAsString(job.limits().values()))
                .param("wave", job.filling().wave())
                .param("since", timestamp(job.filling().since()))
                .param("nextWave", timestamp(job.filling().nextWaveAt()))
                .param("widened", timestamp(job.filling().widenedAt()))
                .param(
                        "weather",
                        weather.found() == null ? null : weather.found().toString())
                .param("advice", weather.advice())
                .param("released", weather.releasedBy())
                .param("filled", timestamp(job.course().filledAt()))
                .param("started", timestamp(job.course().startedAt()))
                .param("completed", timestamp(job.course().completedAt()))
                .param("signedBy", signed == null ? null : signed.by())
                .param("signNotes", signed == null ? null : signed.notes())
                .param("cancelledBy", cancelled == null ? null : cancelled.by())
                .param("cancelledAt", cancelled == null ? null : timestamp(cancelled.at()))
                .param("cancelledWhy", cancelled == null ? null : cancelled.reason())
                .param("actor", CurrentActor.get().auditName());
    }

    /** Assignments that hold an agent who has not finished; of every agent, whoever asks. */
    int unfinished(UUID jobId) {
        return jdbc.sql("SELECT job_unfinished(?)")
                .param(jobId)
                .query(Integer.class)
                .single();
    }

    /** Offers that wait for an answer; of every agent, whoever asks. */
    int openOffers(UUID jobId) {
        return jdbc.sql("SELECT job_open_offers(?)")
                .param(jobId)
                .query(Integer.class)
                .single();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }
}
