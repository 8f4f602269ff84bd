package io.joblane.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.erasure.Lines.Line;
import io.joblane.testing.TestDatabase;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever adds a column that can hold words or a place decides here whether it tells of a person. */
class ErasureColumnsTests {
    private static final Set<String> TYPES = Set.of("text", "jsonb", "double precision");
    /** Ids of users, words of ours, names of things. */
    private static final Set<String> NEVER =
            Set.of("created_by", "updated_by", "deleted_by", "status", "state", "kind");

    /**
     * A table and its columns that tell of nobody: our words, ids, figures, things. The trail is rewritten by functions of its own;
     * facts of decisions and variables of processes hold ids and figures only; blocked addresses are keyed hashes.
     */
    private static final String OTHERS = """
            address_block address channel reason
            agent_stats grain
            approval_decision decision
            approval_request ended_by escalate_to group_key submitter_role
            assignment method
            audit_entry action actor_class actor_name changes company entity entity_id
            availability covered source
            billing_settings address bic email footer iban legal_name phone tax_name tax_number
            booking cancelled_from payment_method payment_status priority reference vehicle_type
            channel_account channel sealed settings
            credit_note lines number seller tax_name
            customer_contact role
            dispatch_decision facts outcome ranked rejected_counts rejected_nearest
            dispute provider_id reason
            erasure account by entity erased reason
            handled_job engine_id type variables
            invoice lines number seller tax_name
            issue urgency
            job limits reference type urgency weather weather_advice
            job_log new_status old_status type
            job_recurrence rule trouble
            job_stats grain type urgency
            management_company address email name phone
            message sender
            notification channel dedup_key event priority provider_id route
            notification_preference person_kind
            notification_template channel event html language text title
            number_series series
            outbox aggregate last_error payload target
            payment failure method provider provider_id
            payment_account provider publishable_key secret_key webhook_secret
            payment_event event_id outcome provider type
            process_instance engine_id process_id
            refund failure origin provider_id
            skill name
            statement_file failure storage_key
            stored_file content_type sha256 storage_key
            table_class name
            trip_log new_status old_status type
            trip_price lines
            user_task assignee element_id engine_id name outcome process_id
            vehicle make model plate type
            visit signature_from
            visit_tag name
            """;

    @Test
    void everyColumnThatCanHoldWordsOrAPlaceIsErasedOrSaidToTellOfNobody() {
        List<String> columns = JdbcClient.create(TestDatabase.company())
                .sql("""
                        SELECT c.table_name || '.' || c.column_name FROM information_schema.columns c
                        JOIN table_class t ON t.name = c.table_name
                        WHERE c.table_schema = 'public' AND c.data_type = ANY (:types) AND c.is_generated = 'NEVER'
                          AND NOT c.column_name = ANY (:never)
                        ORDER BY 1
                        """)
                .param("types", TYPES.toArray(String[]::new))
                .param("never", NEVER.toArray(String[]::new))
                .query(String.class)
                .list();
        List<Line> lines = Stream.of(Lines.CUSTOMER, Lines.AGENT, Lines.ACCOUNT, Lines.NAMES)
                .flatMap(List::stream)
                .toList();

        assertThat(columns)
                .isNotEmpty()
                .filteredOn(column -> !isErased(lines, column))
                .containsExactlyInAnyOrderElementsOf(others());
    }

    private static List<String> others() {
        return OTHERS.lines()
                .flatMap(line -> {
                    String[] words = line.split(" ");
                    return Stream.of(words).skip(1).map(column -> words[0] + "." + column);
                })
                .toList();
    }

    private static boolean isErased(List<Line> lines, String column) {
        String table = column.substring(0, column.indexOf('.'));
        Pattern name = Pattern.compile("\\b" + column.substring(table.length() + 1) + "\\b");
        return lines.stream()
                .filter(line -> line.table().equals(table))
                .anyMatch(line -> line.sql().startsWith("DELETE")
                        || name.matcher(line.sql()).find());
    }
}
