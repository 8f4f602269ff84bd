package io.joblane.customer.sync;

import io.joblane.context.CurrentActor;
import io.joblane.customer.sync.CustomerMatch.Side;
import io.joblane.customer.sync.CustomerMatch.State;
import io.joblane.database.ControlDatabase;
import io.joblane.shared.Ids;
import io.joblane.shared.LowerCase;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rows of {@code customer_match}, which are in the control database. */
@Component
class MatchTable {
    private final ControlDatabase control;

    MatchTable(ControlDatabase control) {
        this.control = control;
    }

    /** @return false where these two were compared before, whatever came of it */
    boolean propose(Side one, Side other, double likeness) {
        boolean ordered = one.company().compareTo(other.company()) < 0;
        Side a = ordered ? one : other;
        Side b = ordered ? other : one;
        return control.jdbc()
                        .sql("""
                                INSERT INTO customer_match (id, company_a, customer_a, company_b, customer_b, likeness, state)
                                VALUES (:id, :companyA, :customerA, :companyB, :customerB, :likeness, 'proposed')
                                ON CONFLICT ON CONSTRAINT customer_match_once DO NOTHING
                                """)
                        .param("id", Ids.next())
                        .param("companyA", a.company())
                        .param("customerA", a.customerId())
                        .param("companyB", b.company())
                        .param("customerB", b.customerId())
                        .param("likeness", BigDecimal.valueOf(likeness).setScale(3, RoundingMode.HALF_UP))
                        .update()
                == 1;
    }

    /** Those between two of these companies, the newest first. */
    List<CustomerMatch> between(Set<String> companies, @Nullable State state, @Nullable UUID after, int limit) {
        return control.jdbc()
                .sql("""
                        SELECT * FROM customer_match WHERE deleted_at IS NULL
                            AND company_a = ANY (string_to_array(:companies, ','))
                            AND company_b = ANY (string_to_array(:companies, ','))
                        """
                        + (state == null ? "" : " AND state = :state")
                        + (after == null ? "" : " AND id < :after")
                        + " ORDER BY id DESC LIMIT :limit")
                .param("companies", String.join(",", companies))
                .param("state", state == null ? null : LowerCase.of(state))
                .param("after", after)
                .param("limit", limit)
                .query(MatchTable::row)
                .list();
    }

    Optional<CustomerMatch> find(UUID id) {
        return control.jdbc()
                .sql("SELECT * FROM customer_match WHERE id = ? AND deleted_at IS NULL")
                .param(id)
                .query(MatchTable::row)
                .optional();
    }

    /** The confirmed ones of a customer. */
    List<CustomerMatch> of(Side side) {
        return control.jdbc()
                .sql("""
                        SELECT * FROM customer_match WHERE deleted_at IS NULL AND state = 'confirmed'
                            AND ((company_a = :company AND customer_a = :customer) OR (company_b = :company AND customer_b = :customer))
                        ORDER BY id
                        """)
                .param("company", side.company())
                .param("customer", side.customerId())
                .query(MatchTable::row)
                .list();
    }

    /** @return false where somebody else decided since that version */
    boolean decide(CustomerMatch match, State state) {
        return control.inTransaction(() -> control.jdbc()
                        .sql("""
                                UPDATE customer_match SET state = :state, updated_by = :by, version = version + 1
                                WHERE id = :id AND version = :version
                                """)
                        .param("state", LowerCase.of(state))
                        .param("by", CurrentActor.get().auditName())
                        .param("id", match.id())
                        .param("version", match.version())
                        .update()
                == 1);
    }

    private static CustomerMatch row(ResultSet row, int number) throws SQLException {
        return new CustomerMatch(
                row.getObject("id", UUID.class),
                new Side(row.getString("company_a"), row.getObject("customer_a", UUID.class)),
                new Side(row.getString("company_b"), row.getObject("customer_b", UUID.class)),
                row.getDouble("likeness"),
                LowerCase.parse(State.class, row.getString("state")),
                row.getInt("version"));
    }
}
