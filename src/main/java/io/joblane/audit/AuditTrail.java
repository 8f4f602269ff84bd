package io.joblane.audit;

import io.joblane.audit.AuditEntry.Who;
import io.joblane.context.CurrentActor;
import io.joblane.context.CurrentCompany;
import io.joblane.database.ControlDatabase;
import io.joblane.http.Cursor;
import io.joblane.identity.Admin;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The entries of the current company: those of its own database and, of the control database, those that name it. Two pages
 * are read and merged; both are ordered by time, of one time the company's come first, and then the younger.
 */
@Service
class AuditTrail {
    private static final String SELECT = """
            SELECT seq, at, actor_id, actor_name, actor_class, address, company, entity, entity_id, action, changes::text,
                   request_id, instance_key
            FROM audit_entry WHERE true""";

    private final JdbcClient jdbc;
    private final ControlDatabase control;
    private final JsonMapper json;

    AuditTrail(JdbcClient jdbc, ControlDatabase control, JsonMapper json) {
        this.jdbc = jdbc;
        this.control = control;
        this.json = json;
    }

    private enum Source {
        COMPANY,
        CONTROL;

        String prefix() {
            return this == COMPANY ? "company-" : "control-";
        }
    }

    /** An entry and its place in the order. */
    record Placed(AuditEntry entry, int source, long seq) {
        String cursor() {
            return Cursor.of(entry.at(), source, seq);
        }
    }

    /** The newest first. */
    @Admin
    public List<Placed> page(AuditFilter filter, @Nullable Cursor after, int limit) {
        List<Placed> all = new ArrayList<>(read(Source.COMPANY, filter, after, limit));
        all.addAll(read(Source.CONTROL, filter, after, limit));
        all.sort(Comparator.comparing((Placed placed) -> placed.entry().at())
                .reversed()
                .thenComparing(Placed::source)
                .thenComparing(Placed::seq, Comparator.reverseOrder()));
        return all.subList(0, Math.min(limit, all.size()));
    }

    private List<Placed> read(Source source, AuditFilter filter, @Nullable Cursor after, int limit) {
        StringBuilder sql = new StringBuilder(SELECT);
        Map<String, Object> values = new HashMap<>();
        if (source == Source.CONTROL) {
            // What belongs to no company (a person's name, say) is the platform's business.
            boolean platform = CurrentActor.get().has("platform_admin");
            add(
                    sql,
                    values,
                    platform ? " AND (company = :company OR company IS NULL)" : " AND company = :company",
                    "company",
                    CurrentCompany.required());
        }
        add(sql, values, " AND entity = :entity", "entity", filter.entity());
        add(sql, values, " AND entity_id = :id", "id", filter.id());
        add(sql, values, " AND actor_id = :user", "user", filter.user());
        add(sql, values, " AND at >= :from", "from", timestamp(filter.from()));
        add(sql, values, " AND at < :to", "to", timestamp(filter.to()));
        if (after != null) {
            long ended = after.number(1);
            String rest = source.ordinal() == ended
                    ? " AND (at, seq) < (:afterAt, :afterSeq)"
                    : source.ordinal() > ended ? " AND at <= :afterAt" : " AND at < :afterAt";
            add(sql, values, rest, "afterAt", timestamp(after.instant(0)));
            values.put("afterSeq", after.number(2));
        }
        values.put("limit", limit);
        JdbcClient client = source == Source.COMPANY ? jdbc : control.jdbc();
        return client.sql(sql.append(" ORDER BY at DESC, seq DESC LIMIT :limit").toString())
                .params(values)
                .query((row, number) -> placed(source, row))
                .list();
    }

    private static void add(
            StringBuilder sql, Map<String, Object> values, String condition, String name, @Nullable Object value) {
        if (value != null) {
            sql.append(condition);
            values.put(name, value);
        }
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    /** Of a row that was made or really deleted the columns are kept as they are; of a softly deleted one, as of any change, both. */
    private JsonNode changes(String action, JsonNode kept) {
        boolean created = action.equals("create");
        if (!created && !action.equals("remove")) {
            return kept;
        }
        ObjectNode all = json.createObjectNode();
        kept.properties()
                .forEach(column -> all.putObject(column.getKey()).set(created ? "after" : "before", column.getValue()));
        return all;
    }

    private Placed placed(Source source, ResultSet row) throws SQLException {
        long seq = row.getLong("seq");
        AuditEntry entry = new AuditEntry(
                source.prefix() + seq,
                row.getTimestamp("at").toInstant(),
                new Who(
                        row.getObject("actor_id", UUID.class),
                        row.getString("actor_name"),
                        row.getString("actor_class"),
                        row.getString("address")),
                row.getString("company"),
                row.getString("entity"),
                row.getString("entity_id"),
                row.getString("action"),
                changes(row.getString("action"), json.readTree(row.getString("changes"))),
                row.getString("request_id"),
                row.getString("instance_key"));
        return new Placed(entry, source.ordinal(), seq);
    }
}
