package io.joblane.analytics.domain;

import java.util.Map;

/** What one job, one offer and one assignment add to the figures of the day of work, in SQL. */
final class Events {
    /**
     * The jobs, offers and assignments of the days {@code :starts}. An offer was accepted where somebody went because of it, also
     * where they withdrew later; the answer to an offer is its acceptance or its refusal.
     */
    static final String OF_DAYS = """
            j AS (SELECT j.*, j.work_date AS start FROM job j
                  WHERE j.work_date = ANY (string_to_array(:starts, ',')::date[]) AND j.deleted_at IS NULL),
            o AS (SELECT j.start, j.type, j.urgency, o.agent_id, o.status, yes.is AS accepted,
                      CASE WHEN (yes.is OR o.status = 'declined') AND o.responded_at >= o.offered_at
                           THEN floor(extract(epoch FROM o.responded_at - o.offered_at)) END AS seconds
                  FROM j JOIN offer o ON o.job_id = j.id AND o.deleted_at IS NULL
                  CROSS JOIN LATERAL (SELECT o.status = 'accepted' OR (o.status = 'withdrawn' AND EXISTS (
                      SELECT FROM assignment a WHERE a.job_id = j.id AND a.offer_id = o.id)) AS is) yes),
            a AS (SELECT j.start, j.type, j.urgency, a.agent_id, a.status, a.checked_in_at, a.checked_out_at
                  FROM j JOIN assignment a ON a.job_id = j.id AND a.deleted_at IS NULL)""";

    private static final String FILL_SECONDS = "floor(extract(epoch FROM filled_at - posted_at))";
    private static final String TIMED_FILL = "filled_at >= posted_at";

    static final Map<String, String> JOB = Map.ofEntries(
            Map.entry("jobs", "1"),
            Map.entry("cancelled", "(status = 'cancelled')::int"),
            Map.entry("expired", "(status = 'expired')::int"),
            Map.entry("filled", "(filled_at IS NOT NULL AND status IN ('filled', 'in_progress', 'completed'))::int"),
            Map.entry("completed", "(status = 'completed')::int"),
            Map.entry("slots", "CASE WHEN status = 'cancelled' THEN 0 ELSE agents_required END"),
            Map.entry("slots_taken", "CASE WHEN status = 'cancelled' THEN 0 ELSE agents_assigned END"),
            Map.entry("fills", "coalesce(" + TIMED_FILL + ", false)::int"),
            Map.entry("fill_seconds", "CASE WHEN " + TIMED_FILL + " THEN " + FILL_SECONDS + "::bigint ELSE 0 END"),
            Map.entry(
                    "fill_buckets",
                    "CASE WHEN " + TIMED_FILL + " THEN ARRAY[stats_bucket(" + FILL_SECONDS + ")] ELSE '{}' END"),
            Map.entry("fill_counts", "CASE WHEN " + TIMED_FILL + " THEN ARRAY[1::bigint] ELSE '{}' END"));

    static final Map<String, String> OFFER = Map.ofEntries(
            Map.entry("offers", "1"),
            Map.entry("offers_open", "(status = 'open')::int"),
            Map.entry("offers_accepted", "accepted::int"),
            Map.entry("offers_declined", "(status = 'declined')::int"),
            Map.entry("offers_expired", "(status = 'expired')::int"),
            Map.entry("offers_lost", "(status = 'filled')::int"),
            Map.entry("offers_retracted", "(status = 'withdrawn' AND NOT accepted)::int"),
            Map.entry("answers", "(seconds IS NOT NULL)::int"),
            Map.entry("answer_seconds", "coalesce(seconds, 0)::bigint"),
            Map.entry("answer_buckets", "CASE WHEN seconds IS NULL THEN '{}' ELSE ARRAY[stats_bucket(seconds)] END"),
            Map.entry("answer_counts", "CASE WHEN seconds IS NULL THEN '{}' ELSE ARRAY[1::bigint] END"));

    static final Map<String, String> ASSIGNMENT = Map.of(
            "assignments", "1",
            "attended", "(checked_in_at IS NOT NULL)::int",
            "withdrawn", "(status = 'withdrawn')::int",
            "removed", "(status = 'removed')::int",
            "no_shows", "(status = 'no_show')::int",
            "worked_seconds",
                    "CASE WHEN checked_out_at > checked_in_at THEN floor(extract(epoch FROM checked_out_at - checked_in_at))::bigint ELSE 0 END");

    private Events() {}
}
