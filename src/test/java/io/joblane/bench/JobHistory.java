package io.joblane.bench;

import io.joblane.database.Databases;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Years of jobs with their offers and assignments, a day at a time, the same every time; the audit trail stays empty. */
final class JobHistory {
    static final int JOBS_A_DAY = 500;
    private static final List<String> TABLES = List.of("job", "offer", "assignment");

    private JobHistory() {}

    /**
     * As the owner, without triggers and foreign keys, which would take most of the time; ends with a mark on each day, as the
     * changes themselves would have left it.
     */
    static void write(Databases databases, String company, LocalDate last, int days) {
        databases.maintain(company, owner -> {
            try (var sql = owner.createStatement()) {
                for (String drop : foreignKeys(sql)) {
                    sql.execute(drop);
                }
                for (String table : TABLES) {
                    sql.execute("ALTER TABLE " + table + " DISABLE TRIGGER USER");
                }
                sql.execute("SET synchronous_commit = off");
                // The tables grow and nothing has counted them: what the planner guesses would read them whole each
                // day.
                for (String way : List.of("enable_seqscan", "enable_hashjoin", "enable_mergejoin")) {
                    sql.execute("SET " + way + " = off");
                }
                for (int back = 0; back < days; back++) {
                    for (String statement : STATEMENTS) {
                        sql.execute(statement
                                .replace(":day", "DATE '" + last.minusDays(back) + "'")
                                .replace(":jobs", Integer.toString(JOBS_A_DAY)));
                    }
                }
                for (String table : TABLES) {
                    sql.execute("ALTER TABLE " + table + " ENABLE TRIGGER USER");
                    sql.execute("VACUUM ANALYZE " + table);
                }
                sql.execute("INSERT INTO stats_change (work_date) SELECT DATE '" + last
                        + "' - i FROM generate_series(0, " + (days - 1) + ") i");
            }
        });
    }

    private static List<String> foreignKeys(Statement sql) throws SQLException {
        List<String> drops = new ArrayList<>();
        try (var rows = sql.executeQuery("""
                SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) FROM pg_constraint
                WHERE contype = 'f' AND (conrelid IN ('job'::regclass, 'offer'::regclass, 'assignment'::regclass))
                """)) {
            while (rows.next()) {
                drops.add(rows.getString(1));
            }
        }
        return drops;
    }

    /** Of each day: six offers a job, of which two are accepted; an agent in forty does not come. */
    private static final List<String> STATEMENTS = List.of("""
            INSERT INTO job (id, reference, title, type, status, address, postcode, lat, lng, arrival_at, expected_minutes,
                agents_required, agents_assigned, urgency, work_date, posted_at, filled_at, completed_at, created_at, created_by,
                updated_at, updated_by, version)
            SELECT md5('job' || :day || i)::uuid, 'OLD-' || :day || '-' || i, 'Work ' || i, 'type ' || i % 8,
                CASE WHEN i % 25 = 0 THEN 'cancelled' WHEN i % 20 = 0 THEN 'expired' ELSE 'completed' END, 'There', 'AB1 2CD', 40.7, -74,
                :day + time '09:00', 240, 2 + i % 4, least(2 + i % 4, 2), (ARRAY['low', 'standard', 'standard', 'urgent'])[1 + i % 4],
                :day, :day - interval '3 days', CASE WHEN i % 20 <> 0 THEN :day - interval '3 days' + (i * i % 90000) * interval '1 second' END,
                :day + time '15:00', now(), 'bench', now(), 'bench', 9
            FROM generate_series(1, :jobs) AS i
            """, """
            INSERT INTO offer (id, job_id, agent_id, wave, status, offered_at, responded_at, created_at, created_by, updated_at,
                updated_by, version)
            SELECT md5('offer' || :day || i || '-' || k)::uuid, md5('job' || :day || i)::uuid, a[1 + (i * 7 + k * 13) % cardinality(a)], 1,
                (ARRAY['accepted', 'accepted', 'declined', 'declined', 'expired', 'filled'])[k], :day - interval '3 days',
                CASE WHEN k <= 4 THEN :day - interval '3 days' + (i * k % 7000) * interval '1 second' END, now(), 'bench', now(), 'bench', 1
            FROM (SELECT array_agg(id ORDER BY id) AS a FROM agent) agents, generate_series(1, :jobs) AS i, generate_series(1, 6) AS k
            """, """
            INSERT INTO assignment (id, job_id, offer_id, agent_id, status, active, during, method, assigned_by, assigned_at,
                checked_in_at, checked_out_at, created_at, created_by, updated_at, updated_by, version)
            SELECT md5('assignment' || o.id)::uuid, o.job_id, o.id, o.agent_id,
                CASE WHEN i % 40 = 0 THEN 'no_show' WHEN i % 30 = 0 THEN 'withdrawn' ELSE 'completed' END, false,
                tstzrange(:day + time '08:00', :day + time '15:00'), 'automatic', 'bench', o.responded_at,
                CASE WHEN i % 40 <> 0 AND i % 30 <> 0 THEN :day + time '09:00' END,
                CASE WHEN i % 40 <> 0 AND i % 30 <> 0 THEN :day + time '13:00' + i * interval '7 seconds' END,
                now(), 'bench', now(), 'bench', 4
            FROM generate_series(1, :jobs) AS i, generate_series(1, 2) AS k JOIN offer o ON true
            WHERE o.id = md5('offer' || :day || i || '-' || k)::uuid
            """);
}
