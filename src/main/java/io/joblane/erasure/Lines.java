package io.joblane.erasure;

import java.util.List;

/**
 * What is erased of a person in a company's database, table by table, and then in the audit trail. A new table that holds something
 * of a person gets its lines here. Places are kept to about ten kilometres, for figures.
 */
final class Lines {
    private static final String BOOKINGS = "(SELECT id FROM booking WHERE customer_id = :id)";
    private static final String JOBS = "(SELECT id FROM job WHERE customer_id = :id)";
    private static final String OF_CUSTOMER = "booking_id IN " + BOOKINGS + " OR job_id IN " + JOBS;
    private static final String TOLD_CUSTOMER = "recipient_id = :id OR " + OF_CUSTOMER;
    // What customers were told names the agent.
    private static final String TOLD_AGENT =
            "recipient_id = :id OR assignment_id IN (SELECT id FROM assignment WHERE agent_id = :id)";

    private static final String NO_TEXT = "title = 'erased', body = 'erased', detail = NULL, facts = NULL";
    private static final String NO_WISHES =
            "prefers = 'any', quiet_from = NULL, quiet_until = NULL, language = NULL, version = version + 1";
    private static final String WISHES = "{prefers,quiet_from,quiet_until,language}";
    private static final String OF_PERSON = "person_id = :id";
    private static final String NO_NOTES =
            "reason = NULL, check_in_reason = NULL, work_notes = NULL, check_in_lat = NULL, check_in_lng = NULL";
    private static final String NOTES = "{reason,check_in_reason,work_notes,check_in_lat,check_in_lng}";
    private static final String TEXT = "{title,body,detail}";
    private static final String OF_AGENT = "agent_id = :id";

    /** One statement. {@code :id} is the customer's, the agent's or the account's. */
    record Line(String table, String sql) {}

    static final List<Line> CUSTOMER = List.of(
            update(
                    "customer",
                    "name = 'Erased', email = 'erased-' || id || '@erased.invalid', phone = '', version = version + 1",
                    "id = :id"),
            update("booking", """
                    pickup_address = 'erased', dropoff_address = 'erased', notes = '', completion_notes = NULL,
                    cancellation_reason = NULL, pickup_lat = round(pickup_lat::numeric, 1),
                    pickup_lng = round(pickup_lng::numeric, 1), dropoff_lat = round(dropoff_lat::numeric, 1),
                    dropoff_lng = round(dropoff_lng::numeric, 1), version = version + 1""", "customer_id = :id"),
            update("job", """
                    title = 'Erased', address = 'erased', postcode = '', instructions = '', sign_off_notes = NULL,
                    cancellation_reason = NULL, lat = round(lat::numeric, 1), lng = round(lng::numeric, 1),
                    version = version + 1""", "customer_id = :id"),
            update("assignment", NO_NOTES, OF_CUSTOMER),
            update("offer", "reason = NULL", "job_id IN " + JOBS),
            update("trip_log", "reason = NULL, data = NULL", "booking_id IN " + BOOKINGS),
            update("job_log", "reason = NULL, data = NULL", "job_id IN " + JOBS),
            update("review", "comment = ''", "booking_id IN " + BOOKINGS),
            update("notification", NO_TEXT, TOLD_CUSTOMER),
            update("notification_preference", NO_WISHES, OF_PERSON),
            delete("rating_link", "booking_id IN " + BOOKINGS),
            // First answers of requests, which are kept for a day.
            delete("idempotency_key", """
                    position(:id::text in coalesce(answer::text, '')) > 0 OR EXISTS (SELECT FROM booking b
                        WHERE b.customer_id = :id AND position(b.id::text in coalesce(idempotency_key.answer::text, '')) > 0)"""),
            new Line("audit_entry", "SELECT audit_erase('customer', :id::text)"),
            trail(
                    "booking",
                    "customer_id = :id",
                    "{pickup_address,pickup_lat,pickup_lng,dropoff_address,dropoff_lat,dropoff_lng,notes,completion_notes,cancellation_reason}"),
            trail(
                    "job",
                    "customer_id = :id",
                    "{title,address,postcode,lat,lng,instructions,sign_off_notes,cancellation_reason}"),
            trail("assignment", OF_CUSTOMER, NOTES),
            trail("offer", "job_id IN " + JOBS, "{reason}"),
            trail("review", "booking_id IN " + BOOKINGS, "{comment}"),
            trail("notification", TOLD_CUSTOMER, TEXT),
            trail("notification_preference", OF_PERSON, WISHES));

    static final List<Line> AGENT = List.of(
            update("agent", """
                    name = 'Erased', email = 'erased-' || id || '@erased.invalid', phone = '', status = 'off_duty', home_lat = NULL,
                    home_lng = NULL, position_lat = NULL, position_lng = NULL, position_at = NULL, current_vehicle_id = NULL,
                    deleted_at = coalesce(deleted_at, now()),
                    deleted_by = coalesce(deleted_by, current_setting('joblane.actor')), version = version + 1""", "id = :id"),
            update("booking", "preferred_agent_id = NULL", "preferred_agent_id = :id"),
            update("assignment", NO_NOTES, OF_AGENT),
            update("offer", "reason = NULL", OF_AGENT),
            update("availability", "notes = ''", OF_AGENT),
            update("time_off_request", "reason = '', decision_note = NULL", OF_AGENT),
            update("agent_skill", "certificate_number = NULL", OF_AGENT),
            update("trip_log", "reason = NULL, data = NULL", OF_AGENT),
            update("job_log", "reason = NULL, data = NULL", OF_AGENT),
            update("review", "comment = ''", OF_AGENT),
            update("notification", NO_TEXT, TOLD_AGENT),
            delete("push_device", OF_AGENT),
            update("notification_preference", NO_WISHES, OF_PERSON),
            delete("idempotency_key", "position(:id::text in coalesce(answer::text, '')) > 0"),
            new Line("audit_entry", "SELECT audit_erase('agent', :id::text)"),
            trail("assignment", OF_AGENT, NOTES),
            trail("offer", OF_AGENT, "{reason}"),
            trail("availability", OF_AGENT, "{notes}"),
            trail("time_off_request", OF_AGENT, "{reason,decision_note}"),
            trail("agent_skill", OF_AGENT, "{certificate_number}"),
            trail("review", OF_AGENT, "{comment}"),
            trail("notification", TOLD_AGENT, TEXT),
            trail("notification_preference", OF_PERSON, WISHES));

    /** What somebody did under their own name, whatever they are. */
    static final List<Line> ACCOUNT = List.of(
            update("trip_log", "by = 'Erased', reason = NULL", "by_user = :id"),
            update("job_log", "by = 'Erased', reason = NULL", "by_user = :id"),
            delete("tap", "actor_id = :id"),
            update("notification_preference", NO_WISHES, OF_PERSON),
            trail("notification_preference", OF_PERSON, WISHES),
            delete("idempotency_key", "actor = :id::text"),
            new Line("audit_entry", "SELECT audit_forget_actor(:id)"));

    private Lines() {}

    private static Line update(String table, String set, String where) {
        return new Line(table, "UPDATE " + table + " SET " + set + " WHERE " + where);
    }

    private static Line delete(String table, String where) {
        return new Line(table, "DELETE FROM " + table + " WHERE " + where);
    }

    /** Of the entries of those rows, the values of those columns. */
    private static Line trail(String entity, String where, String columns) {
        return new Line(
                "audit_entry",
                "SELECT audit_erase_columns('" + entity + "', ARRAY(SELECT id::text FROM " + entity + " WHERE " + where
                        + "), '" + columns + "')");
    }
}
