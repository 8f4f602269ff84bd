package io.joblane.payment.domain;

import io.joblane.payment.domain.CardProvider.ProviderRow.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the provider says against what we say; differences first.
 *
 * @param equal how many rows say the same
 */
public record Reconciliation(Instant from, Instant to, int differences, int equal, List<Row> rows) {
    /** @param ourAmount null where it is not here, {@code theirAmount} where it is not there */
    public record Row(
            Kind kind,
            Verdict verdict,
            @Nullable UUID ourId,
            @Nullable String providerId,
            @Nullable String ourState,
            @Nullable String theirState,
            @Nullable BigDecimal ourAmount,
            @Nullable BigDecimal theirAmount,
            String currency) {}

    /** In the order in which they are shown. */
    public enum Verdict {
        /** The provider has it and we do not. */
        MISSING_HERE,
        /** We have it and the provider does not. */
        MISSING_THERE,
        AMOUNT_DIFFERS,
        STATE_DIFFERS,
        EQUAL
    }
}
