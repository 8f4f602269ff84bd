package io.joblane.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One change of one row.
 *
 * @param id unique and growing within one database, "company-7" or "control-7"
 * @param at the begin of the change's transaction
 * @param entity the table, e.g. {@code booking}
 * @param action {@code create}, {@code change}, {@code delete} (softly), {@code remove} (the row itself) or {@code erase}; of the
 *     entity {@code login}, whose id is a person's: {@code log_in}, {@code log_in_failed}, {@code second_factor_failed},
 *     {@code log_out}, {@code log_out_everywhere}, {@code refresh_token_reused}
 * @param changes column name to {@code before} and {@code after}; of a secret only that it changed
 * @param instanceKey the process instance in which it happened; a text, because JavaScript rounds numbers of that size
 */
record AuditEntry(
        String id,
        Instant at,
        Who who,
        @Nullable String company,
        String entity,
        String entityId,
        String action,
        JsonNode changes,
        @Nullable String requestId,
        @Nullable String instanceKey) {

    /**
     * @param userId null for the system and for what came in on a public route
     * @param kind {@code staff}, {@code agent}, {@code system}, {@code public}; {@code database} or {@code owner} for somebody
     *     who worked past the application
     */
    record Who(
            @Nullable UUID userId,
            String name,
            String kind,
            @Nullable String address) {}
}
