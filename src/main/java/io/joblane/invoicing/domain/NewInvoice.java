package io.joblane.invoicing.domain;

import io.joblane.invoicing.Party;
import io.joblane.invoicing.Seller;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An invoice that has no number yet: of a booking or a job. */
record NewInvoice(
        @Nullable UUID bookingId,
        @Nullable UUID jobId,
        UUID customerId,
        Amounts amounts,
        String taxName,
        BigDecimal taxPercent,
        String currency,
        int termsDays,
        LocalDate dueOn,
        Seller seller,
        Party recipient) {}
