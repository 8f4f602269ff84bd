package io.joblane.payment.domain;

import io.joblane.identity.Admin;
import io.joblane.payment.domain.CardProvider.ProviderRow;
import io.joblane.payment.domain.CardProvider.ProviderRow.Kind;
import io.joblane.payment.domain.Reconciliation.Row;
import io.joblane.payment.domain.Reconciliation.Verdict;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Compares the provider's list with our tables. */
@Service
public class ReconciliationService {
    private static final Duration LONGEST = Duration.ofDays(92);

    private final PaymentAccounts accounts;
    private final CardProvider provider;
    private final PaymentTable payments;
    private final RefundTable refunds;

    ReconciliationService(PaymentAccounts accounts, CardProvider provider, PaymentTable payments, RefundTable refunds) {
        this.accounts = accounts;
        this.provider = provider;
        this.payments = payments;
        this.refunds = refunds;
    }

    /**
     * Everything that was made in that time, there or here. Asks the provider: not inside a transaction.
     *
     * @throws Problem 400 {@code invalid_range}; 409 {@code card_payments_not_configured}; what {@link ProviderFault} says
     */
    @Admin
    public Reconciliation compare(Instant from, Instant to) {
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw Problem.badRequest(
                    "invalid_range",
                    "\"from\" must be before \"to\", and at most " + LONGEST.toDays() + " days before.");
        }
        Account account = accounts.required();
        List<ProviderRow> theirs;
        try {
            theirs = provider.rows(account, from, to);
        } catch (ProviderFault e) {
            throw e.problem();
        }
        List<Row> rows = new ArrayList<>();
        Set<UUID> seen = new HashSet<>();
        for (ProviderRow their : theirs) {
            Row row = their.kind() == Kind.PAYMENT ? payment(their) : refund(their);
            rows.add(row);
            if (row.ourId() != null) {
                seen.add(row.ourId());
            }
        }
        payments.ofProvider(provider.name(), from, to).stream()
                .filter(payment -> !seen.contains(payment.id()))
                .forEach(payment -> rows.add(missing(payment)));
        refunds.ofProvider(from, to).stream()
                .filter(refund -> !seen.contains(refund.id()))
                .forEach(refund -> rows.add(missing(refund)));
        rows.sort(Comparator.comparing(Row::verdict).thenComparing(Row::kind));
        int equal = (int)
                rows.stream().filter(row -> row.verdict() == Verdict.EQUAL).count();
        return new Reconciliation(from, to, rows.size() - equal, equal, List.copyOf(rows));
    }

    private Row payment(ProviderRow their) {
        UUID told = their.ourId();
        Optional<Payment> ours =
                payments.byProviderId(their.id()).or(() -> told == null ? Optional.empty() : payments.find(told));
        return ours.map(our -> row(their, our.id(), LowerCase.of(our.state()), our.amount(), our.currency()))
                .orElseGet(() -> row(their, null, null, null, their.amount().currency()));
    }

    private Row refund(ProviderRow their) {
        UUID told = their.ourId();
        Optional<Refund> ours =
                refunds.byProviderId(their.id()).or(() -> told == null ? Optional.empty() : refunds.find(told));
        return ours.map(our -> row(their, our.id(), LowerCase.of(our.state()), our.amount(), our.currency()))
                .orElseGet(() -> row(their, null, null, null, their.amount().currency()));
    }

    private static Row row(
            ProviderRow their,
            @Nullable UUID id,
            @Nullable String state,
            @Nullable BigDecimal amount,
            String currency) {
        return new Row(
                their.kind(),
                verdict(their, state, amount, currency),
                id,
                their.id(),
                state,
                their.state(),
                amount,
                their.amount().amount(),
                currency);
    }

    private static Verdict verdict(
            ProviderRow their, @Nullable String state, @Nullable BigDecimal amount, String currency) {
        if (state == null || amount == null) {
            return Verdict.MISSING_HERE;
        }
        if (amount.compareTo(their.amount().amount()) != 0
                || !currency.equals(their.amount().currency())) {
            return Verdict.AMOUNT_DIFFERS;
        }
        return state.equals(their.state()) ? Verdict.EQUAL : Verdict.STATE_DIFFERS;
    }

    private static Row missing(Payment our) {
        return new Row(
                Kind.PAYMENT,
                Verdict.MISSING_THERE,
                our.id(),
                our.providerId(),
                LowerCase.of(our.state()),
                null,
                our.amount(),
                null,
                our.currency());
    }

    private static Row missing(Refund our) {
        return new Row(
                Kind.REFUND,
                Verdict.MISSING_THERE,
                our.id(),
                our.providerId(),
                LowerCase.of(our.state()),
                null,
                our.amount(),
                null,
                our.currency());
    }
}
