package io.joblane.erasure;

import io.joblane.context.CurrentActor;
import io.joblane.database.Transactions;
import io.joblane.erasure.Erasure.Account;
import io.joblane.erasure.Erasure.Erased;
import io.joblane.erasure.Erasure.Kind;
import io.joblane.shared.Ids;
import io.joblane.shared.LowerCase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The rows of {@code erasure}, which the application reads and the owner writes. */
@Component
class ErasureTable {
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final JsonMapper json;
    private final Clock clock;

    ErasureTable(JdbcClient jdbc, Transactions transactions, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    /** @param open whether something of it is still to be done */
    record Row(
            UUID id,
            Kind kind,
            UUID entityId,
            @Nullable UUID userId,
            String reason,
            List<Erased> erased,
            @Nullable Account account,
            Instant at,
            boolean open) {
        Erasure shown(boolean dryRun) {
            return new Erasure(id, kind, entityId, dryRun, erased, account, at);
        }
    }

    Optional<Row> find(Kind kind, UUID entityId) {
        return transactions.run(() -> jdbc.sql("SELECT * FROM erasure WHERE entity = ? AND entity_id = ?")
                .param(kind.key())
                .param(entityId)
                .query(this::row)
                .optional());
    }

    List<Row> open() {
        return transactions.run(() -> jdbc.sql("SELECT * FROM erasure WHERE open ORDER BY at LIMIT 100")
                .query(this::row)
                .list());
    }

    /** Empty where the company has no such agent or customer; whether it has such a user the control database knows. */
    Optional<Person> person(Kind kind, UUID id) {
        return transactions.run(() -> switch (kind) {
            case CUSTOMER ->
                jdbc.sql("SELECT id FROM customer WHERE id = ?")
                        .param(id)
                        .query(UUID.class)
                        .optional()
                        .map(customer -> new Person(null, customer, null, null));
            case AGENT ->
                jdbc.sql("SELECT user_id FROM agent WHERE id = ?")
                        .param(id)
                        .query((row, number) -> new Person(id, null, row.getObject("user_id", UUID.class), null))
                        .optional();
            case USER ->
                Optional.of(
                        jdbc.sql("SELECT id FROM agent WHERE user_id = ? ORDER BY deleted_at DESC NULLS FIRST LIMIT 1")
                                .param(id)
                                .query(UUID.class)
                                .optional()
                                .map(agent -> new Person(agent, null, id, null))
                                .orElseGet(() -> new Person(null, null, id, null)));
        });
    }

    /** Of somebody who was erased before, it is open again. */
    void begin(JdbcClient owner, Kind kind, UUID entityId, @Nullable UUID userId, String reason, List<Erased> erased) {
        owner.sql("""
                        INSERT INTO erasure (id, entity, entity_id, user_id, reason, erased, at, by, open)
                        VALUES (:id, :entity, :entityId, :user::uuid, :reason, :erased::jsonb, :now, :by, true)
                        ON CONFLICT (entity, entity_id) DO UPDATE SET open = true
                        """)
                .param("id", Ids.next())
                .param("entity", kind.key())
                .param("entityId", entityId)
                .param("user", userId)
                .param("reason", reason)
                .param("erased", json.writeValueAsString(erased))
                .param("now", Timestamp.from(clock.instant()))
                .param("by", CurrentActor.get().auditName())
                .update();
    }

    void close(JdbcClient owner, Kind kind, UUID entityId, Account account) {
        owner.sql("UPDATE erasure SET account = ?, open = false WHERE entity = ? AND entity_id = ?")
                .param(LowerCase.of(account))
                .param(kind.key())
                .param(entityId)
                .update();
    }

    private Row row(ResultSet row, int number) throws SQLException {
        String account = row.getString("account");
        return new Row(
                row.getObject("id", UUID.class),
                LowerCase.parse(Kind.class, row.getString("entity")),
                row.getObject("entity_id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getString("reason"),
                List.of(json.readValue(row.getString("erased"), Erased[].class)),
                account == null ? null : LowerCase.parse(Account.class, account),
                row.getTimestamp("at").toInstant(),
                row.getBoolean("open"));
    }
}
