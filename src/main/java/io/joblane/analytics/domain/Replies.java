package io.joblane.analytics.domain;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How offers were answered. Rates are shares of the offers that are decided, which all are but the open ones; null where there
 * are none.
 *
 * @param accepted those who went because of it, also where they withdrew later
 * @param lost others were faster
 * @param expired nobody waits for the answer any more
 * @param retracted taken back by the office
 * @param offersPerAcceptance how many decided offers one acceptance took
 * @param responseMinutes from the offer to its acceptance or refusal
 */
public record Replies(
        long offers,
        long open,
        long accepted,
        long declined,
        long expired,
        long lost,
        long retracted,
        @Nullable BigDecimal responseRate,
        @Nullable BigDecimal acceptanceRate,
        @Nullable BigDecimal declineRate,
        @Nullable BigDecimal offersPerAcceptance,
        @Nullable Spread responseMinutes) {
    static Replies of(ResultSet row) throws SQLException {
        long offers = row.getLong("offers");
        long open = row.getLong("offers_open");
        long accepted = row.getLong("offers_accepted");
        long declined = row.getLong("offers_declined");
        long decided = offers - open;
        return new Replies(
                offers,
                open,
                accepted,
                declined,
                row.getLong("offers_expired"),
                row.getLong("offers_lost"),
                row.getLong("offers_retracted"),
                Rates.of(accepted + declined, decided),
                Rates.of(accepted, decided),
                Rates.of(declined, decided),
                Rates.of(decided, accepted),
                StatsReader.spread(row, "answer", row.getLong("answers"), row.getLong("answer_seconds")));
    }
}
