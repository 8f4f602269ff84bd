package io.joblane.erasure;

import java.util.List;
import java.util.stream.Stream;

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

    static final String NO_TEXT = "title = 'erased', body = 'erased', detail = NULL, facts = NULL";
    private static final String NO_WISHES =
            "prefers = 'any', quiet_from = NULL, quiet_until = NULL, language = NULL, version = version + 1";
    private static final String WISHES = "{prefers,quiet_from,quiet_until,language}";
    private static final String OF_PERSON = "person_id = :id";
    private static final String NO_NOTES =
            "reason = NULL, check_in_reason = NULL, work_notes = NULL, check_in_lat = NULL, check_in_lng = NULL";
    private static final String NOTES = "{reason,check_in_reason,work_notes,check_in_lat,check_in_lng}";
    static final String TEXT = "{title,body,detail}";
    private static final String OF_PAYER = "customer_id = :id";
    private static final String OF_AGENT = "agent_id = :id";
    private static final String IN_THREADS = "thread_id IN (SELECT id FROM thread WHERE " + OF_CUSTOMER + ")";
    private static final String NO_CONTENT = """
            name = 'erased', signer = NULL, lat = NULL, lng = NULL, deleted_at = coalesce(deleted_at, now()),
            deleted_by = coalesce(deleted_by, current_setting('joblane.actor')), version = version + 1""";
    private static final String CONTENT = "{name,signer,lat,lng}";
    private static final String OF_DOCUMENTS = "agent_id = :id AND document_id IS NOT NULL";
    private static final String NO_ISSUE = """
            text = 'erased', escalation_reason = CASE WHEN escalation_reason IS NOT NULL THEN 'erased' END,
            resolution = CASE WHEN resolution IS NOT NULL THEN 'erased' END""";
    private static final String TEMPLATE_OF_CUSTOMER = "template ->> 'customerId' = :id::text";

    /** One statement. {@code :id} is the customer's, the agent's or the account's. */
    record Line(String table, String sql) {}

    static final List<Line> CUSTOMER = join(
            ApprovalLines.TOLD_OF_CUSTOMER,
            ApprovalLines.CUSTOMER,
            update(
                    "customer",
                    "name = 'Erased', address = '', email = 'erased-' || id || '@erased.invalid', phone = '', version = version + 1",
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
            // The law wants invoices kept; not by the name of a person, once they ask for it.
            update(
                    "customer_terms",
                    "billing_name = '', billing_address = '', tax_number = '', version = version + 1",
                    OF_PAYER),
            update("invoice", "recipient = '{\"name\": \"Erased\"}'", OF_PAYER),
            update("credit_note", "recipient = '{\"name\": \"Erased\"}', reason = 'erased'", OF_PAYER),
            update("payment", "reference = ''", OF_PAYER),
            update("refund", "reason = ''", OF_PAYER),
            update("dispute", "note = NULL", "payment_id IN (SELECT id FROM payment WHERE customer_id = :id)"),
            new Line("file_upload", """
                    INSERT INTO file_upload (storage_key, begun_at)
                    SELECT storage_key || ending, '2000-01-01' FROM statement_file, unnest(ARRAY['.pdf', '.csv']) ending
                    WHERE customer_id = :id ON CONFLICT DO NOTHING"""),
            update("statement_file", """
                    deleted_at = coalesce(deleted_at, now()),
                    deleted_by = coalesce(deleted_by, current_setting('joblane.actor'))""", OF_PAYER),
            update("message", "text = 'erased'", IN_THREADS),
            update("issue", NO_ISSUE, OF_CUSTOMER),
            sweep(OF_CUSTOMER),
            update("stored_file", NO_CONTENT, OF_CUSTOMER),
            update("visit_note", "text = 'erased'", "job_id IN " + JOBS),
            update("job_recurrence", """
                    active = false, template = template || jsonb_build_object('title', 'Erased', 'address', 'erased', 'postcode', '-',
                        'instructions', NULL, 'lat', round((template ->> 'lat')::numeric, 1),
                        'lng', round((template ->> 'lng')::numeric, 1)), version = version + 1""", TEMPLATE_OF_CUSTOMER),
            // What phones sent after they were away, which is kept for its answers only.
            delete("sync_action", """
                    EXISTS (SELECT FROM booking b WHERE b.customer_id = :id AND position(b.id::text in request::text) > 0)
                        OR EXISTS (SELECT FROM job j WHERE j.customer_id = :id AND position(j.id::text in request::text) > 0)"""),
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
            trail("customer_terms", OF_PAYER, "{billing_name,billing_address,tax_number}"),
            trail("invoice", OF_PAYER, "{recipient}"),
            trail("credit_note", OF_PAYER, "{recipient,reason}"),
            trail("payment", OF_PAYER, "{reference}"),
            trail("refund", OF_PAYER, "{reason}"),
            trail("dispute", "payment_id IN (SELECT id FROM payment WHERE customer_id = :id)", "{note}"),
            trail("offer", "job_id IN " + JOBS, "{reason}"),
            trail("review", "booking_id IN " + BOOKINGS, "{comment}"),
            trail("notification", TOLD_CUSTOMER, TEXT),
            trail("issue", OF_CUSTOMER, "{text,escalation_reason,resolution}"),
            trail("stored_file", OF_CUSTOMER, CONTENT),
            trail("visit_note", "job_id IN " + JOBS, "{text}"),
            trail("job_recurrence", TEMPLATE_OF_CUSTOMER, "{template}"),
            trail("notification_preference", OF_PERSON, WISHES));

    static final List<Line> AGENT = join(
            ApprovalLines.TOLD_OF_AGENT,
            ApprovalLines.AGENT,
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
            update("message", "text = 'erased'", OF_AGENT),
            update("issue", NO_ISSUE, OF_AGENT),
            update("agent_document", "title = 'Erased', number = ''", OF_AGENT),
            sweep(OF_DOCUMENTS),
            update("stored_file", NO_CONTENT, OF_DOCUMENTS),
            // Pictures of the work are the company's; where the agent stood is not.
            update("stored_file", "lat = NULL, lng = NULL", OF_AGENT),
            update("visit_note", "text = 'erased'", OF_AGENT),
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
            trail("issue", OF_AGENT, "{text,escalation_reason,resolution}"),
            trail("agent_document", OF_AGENT, "{title,number}"),
            trail("stored_file", OF_DOCUMENTS, CONTENT),
            trail("stored_file", OF_AGENT, "{lat,lng}"),
            trail("visit_note", OF_AGENT, "{text}"),
            trail("notification_preference", OF_PERSON, WISHES));

    /** What somebody did under their own name, whatever they are. */
    static final List<Line> ACCOUNT = join(
            List.of(),
            ApprovalLines.ACCOUNT,
            update("trip_log", "by = 'Erased', reason = NULL", "by_user = :id"),
            update("job_log", "by = 'Erased', reason = NULL", "by_user = :id"),
            delete("tap", "actor_id = :id"),
            update("notification_preference", NO_WISHES, OF_PERSON),
            trail("notification_preference", OF_PERSON, WISHES),
            delete("idempotency_key", "actor = :id::text"),
            delete("sync_action", "actor_id = :id"),
            update("message", "sender_name = 'Erased'", "sent_by = :id::text"),
            new Line("audit_entry", "SELECT audit_forget_actor(:id)"));

    /**
     * Where a row says in words who did something. {@code :shown} is what their name and roles begin with there: whoever has the
     * same name is taken out too, because the words are all there is.
     */
    static final List<Line> NAMES = Stream.of(
                    named("booking", "cancelled_by"),
                    named("job", "cancelled_by"),
                    named("job", "signed_off_by"),
                    named("job", "weather_released_by"),
                    named("assignment", "assigned_by"),
                    named("time_off_request", "decided_by"),
                    named("issue", "escalated_by"),
                    named("issue", "ended_by"),
                    named("refund", "settled_by"),
                    named("dispute", "decided_by"),
                    named("agent_document", "verified_by"),
                    named("stored_file", "uploaded_by"),
                    named("visit_note", "written_by"))
            .flatMap(List::stream)
            .toList();

    private Lines() {}

    private static List<Line> join(List<Line> first, List<Line> last, Line... between) {
        return Stream.of(first, List.of(between), last).flatMap(List::stream).toList();
    }

    static Line update(String table, String set, String where) {
        return new Line(table, "UPDATE " + table + " SET " + set + " WHERE " + where);
    }

    private static Line delete(String table, String where) {
        return new Line(table, "DELETE FROM " + table + " WHERE " + where);
    }

    private static List<Line> named(String table, String column) {
        return List.of(
                update(table, column + " = 'Erased'", "starts_with(" + column + ", :shown)"),
                trail(table, column + " = 'Erased'", "{" + column + "}"));
    }

    /** The contents of those files go as those of uploads go that never got their row. */
    private static Line sweep(String where) {
        return new Line("file_upload", """
                INSERT INTO file_upload (storage_key, begun_at) SELECT storage_key, '2000-01-01' FROM stored_file WHERE %s
                ON CONFLICT DO NOTHING""".formatted(where));
    }

    /** Of the entries of those rows, the values of those columns. */
    static Line trail(String entity, String where, String columns) {
        return new Line(
                "audit_entry",
                "SELECT audit_erase_columns('" + entity + "', ARRAY(SELECT id::text FROM " + entity + " WHERE " + where
                        + "), '" + columns + "')");
    }
}
