package io.joblane.approval.domain;

import io.joblane.approval.ApprovalState;
import io.joblane.approval.Difference;
import io.joblane.approval.Difference.Change;
import io.joblane.approval.domain.ApprovalRow.Route;
import io.joblane.identity.OfficeGroup;
import io.joblane.shared.LowerCase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads a row of {@code approval_request}. */
@Component
class ApprovalReader {
    private static final TypeReference<Map<String, Change>> FIELDS = new TypeReference<>() {};

    private final JsonMapper json;

    ApprovalReader(JsonMapper json) {
        this.json = json;
    }

    ApprovalRow row(ResultSet row, int number) throws SQLException {
        return new ApprovalRow(
                row.getObject("id", UUID.class),
                row.getString("type"),
                LowerCase.parse(ApprovalState.class, row.getString("state")),
                row.getObject("target_id", UUID.class),
                row.getString("target_name"),
                row.getObject("target_version", Integer.class),
                row.getString("contact_name"),
                row.getString("contact_email"),
                row.getBigDecimal("amount"),
                row.getObject("notice_days", Integer.class),
                new Difference(new TreeMap<>(json.readValue(row.getString("difference"), FIELDS))),
                row.getString("reason"),
                row.getString("submitted_by"),
                row.getString("submitter_name"),
                row.getString("submitter_role"),
                row.getTimestamp("submitted_at").toInstant(),
                row.getInt("round"),
                route(row),
                row.getBoolean("question_open"),
                row.getBoolean("unheard"),
                instant(row.getTimestamp("ended_at")),
                row.getString("ended_by"),
                row.getString("end_note"),
                row.getInt("version"));
    }

    private static @Nullable Route route(ResultSet row) throws SQLException {
        OfficeGroup group = group(row.getString("group_key"));
        return group == null
                ? null
                : new Route(
                        group,
                        row.getInt("required"),
                        instant(row.getTimestamp("remind_at")),
                        instant(row.getTimestamp("escalate_at")),
                        group(row.getString("escalate_to")),
                        row.getTimestamp("lapse_at").toInstant());
    }

    private static @Nullable OfficeGroup group(@Nullable String key) {
        return key == null ? null : LowerCase.parse(OfficeGroup.class, key);
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
