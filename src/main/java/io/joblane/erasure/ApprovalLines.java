package io.joblane.erasure;

import static io.joblane.erasure.Lines.NO_TEXT;
import static io.joblane.erasure.Lines.TEXT;
import static io.joblane.erasure.Lines.trail;
import static io.joblane.erasure.Lines.update;

import io.joblane.erasure.Lines.Line;
import java.util.List;

/** The lines of requests, of those who sell, and of what people in the office were told. */
final class ApprovalLines {
    private static final String PROSPECTS = "(SELECT id FROM prospect WHERE customer_id = :id)";
    private static final String SOLD_TO_CUSTOMER = "customer_id = :id OR prospect_id IN " + PROSPECTS;
    private static final String ASKED_OF_CUSTOMER = "target_id = :id OR target_id IN " + PROSPECTS
            + " OR target_id IN (SELECT id FROM customer_contact WHERE customer_id = :id)";
    /** The name stands in what was asked for. */
    private static final String FORCED = "type = 'force_assignment' AND difference #>> '{agentId,after}' = :id::text";

    private static final String INVOLVED = """
            submitted_by = :id::text OR target_id = :id
                OR id IN (SELECT request_id FROM approval_decision WHERE by = :id::text)""";
    private static final String ASKED_BY_AGENT =
            "type = 'time_off' AND target_id IN (SELECT id FROM time_off_request WHERE agent_id = :id)";
    private static final String NOTHING_ASKED = """
            target_name = 'Erased', contact_name = NULL, contact_email = NULL, difference = '{}', reason = '',
            end_note = NULL, version = version + 1""";
    private static final String ASKED = "{target_name,contact_name,contact_email,difference,reason,end_note}";
    private static final String NO_CONTACT = """
            first_name = 'Erased', last_name = '', title = '', email = '', version = version + 1""";

    /** Comes first, while the name is still there by which it is found. */
    static final List<Line> TOLD_OF_CUSTOMER = List.of(
            trail("notification", toldOffice("customer"), TEXT),
            update("notification", NO_TEXT, toldOffice("customer")));

    static final List<Line> CUSTOMER = List.of(
            update("customer_contact", NO_CONTACT + ", office_phone = '', mobile_phone = ''", "customer_id = :id"),
            update("sales_contact", NO_CONTACT + ", phone = '', notes = ''", SOLD_TO_CUSTOMER),
            update("sales_visit", "notes = 'erased', version = version + 1", SOLD_TO_CUSTOMER),
            update(
                    "dormancy_note",
                    "text = 'erased'",
                    "dormancy_id IN (SELECT id FROM dormancy WHERE customer_id = :id)"),
            update("approval_comment", "text = 'erased'", ofRequests(ASKED_OF_CUSTOMER)),
            update("approval_decision", "note = NULL", ofRequests(ASKED_OF_CUSTOMER)),
            update("approval_request", NOTHING_ASKED, ASKED_OF_CUSTOMER),
            update(
                    "prospect",
                    "name = 'Erased', address = '', phone = '', email = '', notes = '', version = version + 1",
                    "customer_id = :id"),
            trail(
                    "customer_contact",
                    "customer_id = :id",
                    "{first_name,last_name,title,office_phone,mobile_phone,email}"),
            trail("sales_contact", SOLD_TO_CUSTOMER, "{first_name,last_name,title,phone,email,notes}"),
            trail("sales_visit", SOLD_TO_CUSTOMER, "{notes}"),
            trail("prospect", "customer_id = :id", "{name,address,phone,email,notes}"),
            trail("approval_request", ASKED_OF_CUSTOMER, ASKED));

    /** Comes first, while the name is still there by which it is found. */
    static final List<Line> TOLD_OF_AGENT = List.of(
            trail("notification", toldOffice("agent"), TEXT), update("notification", NO_TEXT, toldOffice("agent")));

    static final List<Line> AGENT = List.of(
            update("approval_comment", "text = 'erased'", ofRequests(ASKED_BY_AGENT)),
            update("approval_decision", "note = NULL", ofRequests(ASKED_BY_AGENT)),
            update(
                    "approval_request",
                    "target_name = 'Erased', submitter_name = 'Erased', reason = '', end_note = NULL, version = version + 1",
                    ASKED_BY_AGENT),
            trail("approval_request", FORCED, "{difference,reason}"),
            update("approval_request", "difference = '{}', reason = '', version = version + 1", FORCED),
            trail("approval_request", ASKED_BY_AGENT, "{target_name,submitter_name,reason,end_note}"));

    /** What somebody did under their own name, and where they were asked for by name. */
    static final List<Line> ACCOUNT = List.of(
            update("approval_comment", "by_name = 'Erased'", "by = :id::text"),
            update("approval_decision", "by_name = 'Erased'", "by = :id::text"),
            update("dormancy_note", "by_name = 'Erased'", "by = :id::text"),
            update("sales_visit", "owner_name = 'Erased', version = version + 1", "owner_id = :id"),
            update("approval_request", "submitter_name = 'Erased', version = version + 1", "submitted_by = :id::text"),
            // Somebody else's role, or theirs: it was asked for by name.
            update("approval_request", "target_name = 'Erased', version = version + 1", "target_id = :id"),
            update(
                    "approval_request",
                    "agreed = NULL, version = version + 1",
                    "position(:id::text in agreed::text) > 0"),
            trail("sales_visit", "owner_id = :id", "{owner_name}"),
            trail("approval_request", INVOLVED, "{submitter_name,target_name,agreed}"));

    private ApprovalLines() {}

    private static String ofRequests(String which) {
        return "request_id IN (SELECT id FROM approval_request WHERE " + which + ")";
    }

    /** What people in the office were told of somebody names them; whoever has the same name goes too. */
    private static String toldOffice(String table) {
        return "recipient_kind = 'staff' AND EXISTS (SELECT FROM " + table
                + " p WHERE p.id = :id AND p.name <> 'Erased' AND position(p.name in notification.title || notification.body) > 0)";
    }
}
