package io.joblane.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Jobs, offers and assignments of every kind, written past every rule, and changes of them; the same from the same seed. */
final class RandomJobs {
    private static final List<String> TYPES = List.of("guarding", "Event, \"large\"", "=repair");
    private static final List<String> URGENCIES = List.of("low", "standard", "urgent");
    private static final List<String> STATUSES =
            List.of("open", "filled", "in_progress", "completed", "completed", "cancelled", "expired");

    private final JdbcClient jdbc;
    private final Random random;
    private final List<UUID> agents;
    private final LocalDate first;
    private final int days;

    RandomJobs(JdbcClient jdbc, Random random, List<UUID> agents, LocalDate first, int days) {
        this.jdbc = jdbc;
        this.random = random;
        this.agents = agents;
        this.first = first;
        this.days = days;
    }

    LocalDate day() {
        return first.plusDays(random.nextInt(days));
    }

    void add() {
        UUID job = UUID.randomUUID();
        LocalDate day = day();
        Instant posted = day.minusDays(random.nextInt(9)).atTime(6, 0).toInstant(ZoneOffset.UTC);
        String status = pick(STATUSES);
        int required = 1 + random.nextInt(6);
        boolean filled = random.nextInt(3) > 0;
        jdbc.sql("""
                        INSERT INTO job (id, reference, title, type, status, address, postcode, lat, lng, arrival_at, expected_minutes,
                            agents_required, agents_assigned, urgency, work_date, posted_at, filled_at, created_at, created_by,
                            updated_at, updated_by, version)
                        VALUES (:id, :reference, 'Work', :type, :status, 'There', 'AB1 2CD', 51.5, -0.1, CAST(:day AS date) + time '09:00', 120,
                            :required, :assigned, :urgency, :day, CAST(:posted AS timestamptz), CAST(:filled AS timestamptz), now(),
                            'test', now(), 'test', 0)
                        """)
                .param("id", job)
                .param("reference", job.toString())
                .param("type", pick(TYPES))
                .param("status", status)
                .param("day", day)
                .param("required", required)
                .param("assigned", random.nextInt(required + 1))
                .param("urgency", pick(URGENCIES))
                .param("posted", posted.toString())
                .param("filled", filled ? posted.plusSeconds(seconds()).toString() : null)
                .update();
        for (UUID agent : agents) {
            if (random.nextBoolean()) {
                offer(job, agent, posted);
            }
        }
    }

    private void offer(UUID job, UUID agent, Instant posted) {
        UUID offer = UUID.randomUUID();
        Instant made = posted.plusSeconds(random.nextInt(3_000));
        String status = pick(List.of("open", "accepted", "declined", "withdrawn", "filled", "expired"));
        boolean answered = status.equals("accepted") || status.equals("declined") || random.nextInt(4) == 0;
        jdbc.sql("""
                        INSERT INTO offer (id, job_id, agent_id, wave, status, offered_at, responded_at, created_at, created_by,
                            updated_at, updated_by, version)
                        VALUES (:id, :job, :agent, 1, :status, CAST(:made AS timestamptz), CAST(:answered AS timestamptz), now(), 'test',
                            now(), 'test', 0)
                        """)
                .param("id", offer)
                .param("job", job)
                .param("agent", agent)
                .param("status", status)
                .param("made", made.toString())
                .param("answered", answered ? made.plusSeconds(seconds()).toString() : null)
                .update();
        if (status.equals("accepted") || (status.equals("withdrawn") && random.nextBoolean())) {
            assignment(job, offer, agent, made);
        }
    }

    private void assignment(UUID job, UUID offer, UUID agent, Instant from) {
        boolean in = random.nextInt(4) > 0;
        jdbc.sql("""
                        INSERT INTO assignment (id, job_id, offer_id, agent_id, status, active, during, method, assigned_by,
                            assigned_at, checked_in_at, checked_out_at, created_at, created_by, updated_at, updated_by, version)
                        VALUES (gen_random_uuid(), :job, :offer, :agent, :status, false, '[2026-01-01,2026-01-02)', 'automatic', 'test', now(),
                            CAST(:in AS timestamptz), CAST(:out AS timestamptz), now(), 'test', now(), 'test', 0)
                        """)
                .param("job", job)
                .param("offer", offer)
                .param("agent", agent)
                .param("status", pick(List.of("accepted", "on_site", "completed", "withdrawn", "removed", "no_show")))
                .param("in", in ? from.toString() : null)
                .param(
                        "out",
                        in && random.nextBoolean() ? from.plusSeconds(seconds()).toString() : null)
                .update();
    }

    /** Something of the past changes: a job moves to another day, is called by another name or goes away; an answer comes late. */
    void change() {
        switch (random.nextInt(6)) {
            case 0 -> some("job", "work_date = '" + day() + "'");
            case 1 -> some("job", "type = '" + pick(TYPES) + "', urgency = '" + pick(URGENCIES) + "'");
            case 2 -> some("job", "deleted_at = now(), deleted_by = 'test'");
            case 3 -> some("job", "status = '" + pick(STATUSES) + "', filled_at = posted_at + interval '90 s'");
            case 4 ->
                some(
                        "offer",
                        "status = '" + pick(List.of("declined", "expired", "withdrawn"))
                                + "', responded_at = offered_at + interval '77 s'");
            default ->
                some(
                        "assignment",
                        "status = '" + pick(List.of("no_show", "withdrawn", "completed"))
                                + "', checked_out_at = checked_in_at + interval '5000 s'");
        }
    }

    private void some(String table, String set) {
        jdbc.sql("UPDATE " + table + " SET " + set + " WHERE id = (SELECT id FROM " + table
                        + " WHERE deleted_at IS NULL AND id > :at ORDER BY id LIMIT 1)")
                .param("at", new UUID(random.nextLong(), random.nextLong()))
                .update();
    }

    /** From a second to weeks. */
    private long seconds() {
        return (long) Math.pow(2, random.nextDouble() * 20);
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    static List<UUID> agents(JdbcClient jdbc, int count) {
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UUID id = UUID.randomUUID();
            made.add(id);
            jdbc.sql("""
                            INSERT INTO agent (id, name, email, phone, status, created_at, created_by, updated_at, updated_by, version)
                            VALUES (:id, :name, :email, '+44 20 5550', 'active', now(), 'test', now(), 'test', 0)
                            """)
                    .param("id", id)
                    .param("name", "+Agent " + i)
                    .param("email", id + "@test.example")
                    .update();
        }
        return made;
    }
}
