package io.joblane.payment.domain;

import io.joblane.database.Transactions;
import io.joblane.payment.domain.CardProvider.ProviderRefund;
import io.joblane.payment.domain.ProviderEvent.DisputeClosed;
import io.joblane.payment.domain.ProviderEvent.DisputeOpened;
import io.joblane.payment.domain.ProviderEvent.Nothing;
import io.joblane.payment.domain.ProviderEvent.PaymentChanged;
import io.joblane.payment.domain.ProviderEvent.RefundsChanged;
import io.joblane.shared.Problem;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Takes what the provider tells, each event once: its id is written in the transaction of its effect. The order in which they
 * come means nothing; each step looks at what holds.
 */
@Service
public class PaymentWebhooks {
    private final PaymentAccounts accounts;
    private final CardProvider provider;
    private final PaymentTable payments;
    private final RefundTable refunds;
    private final Settlements settlements;
    private final Disputes disputes;
    private final Transactions transactions;
    private final JdbcClient jdbc;
    private final Clock clock;

    PaymentWebhooks(
            PaymentAccounts accounts,
            CardProvider provider,
            PaymentTable payments,
            RefundTable refunds,
            Settlements settlements,
            Disputes disputes,
            Transactions transactions,
            JdbcClient jdbc,
            Clock clock) {
        this.accounts = accounts;
        this.provider = provider;
        this.payments = payments;
        this.refunds = refunds;
        this.settlements = settlements;
        this.disputes = disputes;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @return what came of it: known, confirmed, noted, ignored ...
     * @throws Problem 404 {@code webhook_unknown} where the company has no account; 400 {@code signature_invalid},
     *     {@code invalid_event}
     */
    public String receive(byte[] payload, @Nullable String signature) {
        Account account = accounts.find()
                .orElseThrow(() -> Problem.notFound("webhook_unknown", "Nothing is expected at this address."));
        ProviderEvent event = provider.read(account, payload, signature);
        return transactions.run(() -> {
            if (!note(event)) {
                return "known";
            }
            String outcome = apply(event);
            jdbc.sql("UPDATE payment_event SET outcome = ? WHERE provider = ? AND event_id = ?")
                    .params(outcome, provider.name(), event.id())
                    .update();
            return outcome;
        });
    }

    private boolean note(ProviderEvent event) {
        return jdbc.sql("""
                        INSERT INTO payment_event (provider, event_id, type, happened_at, received_at, outcome)
                        VALUES (?, ?, ?, ?, ?, 'new') ON CONFLICT DO NOTHING
                        """)
                        .params(
                                provider.name(),
                                event.id(),
                                event.type(),
                                Timestamp.from(event.happenedAt()),
                                Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    private String apply(ProviderEvent event) {
        return switch (event.what()) {
            case PaymentChanged changed -> changed(changed);
            case RefundsChanged changed -> changed(changed);
            case DisputeOpened opened ->
                payments.byProviderId(opened.intentId())
                        .map(payment -> disputes.open(payment, opened))
                        .orElse("ignored");
            case DisputeClosed closed -> disputes.close(closed);
            case Nothing nothing -> "ignored";
        };
    }

    /** Where the answer that named the payment never came, the provider still knows it by our id. */
    private String changed(PaymentChanged changed) {
        Optional<Payment> known = payments.byProviderId(changed.providerId());
        UUID ours = changed.paymentId();
        if (known.isEmpty() && ours != null) {
            known = payments.find(ours)
                    .filter(p -> p.providerId() == null && provider.name().equals(p.provider()));
        }
        if (known.isEmpty()) {
            return "ignored";
        }
        UUID id = known.get().id();
        return changed.state() == PaymentState.SUCCEEDED
                ? settlements.succeeded(id, changed.providerId(), changed.amount())
                : settlements.notSucceeded(id, changed.state(), changed.failure());
    }

    private String changed(RefundsChanged changed) {
        Optional<Payment> payment = payments.byProviderId(changed.intentId());
        if (payment.isEmpty()) {
            return "ignored";
        }
        for (ProviderRefund refund : changed.refunds()) {
            UUID ours = refund.ourId();
            Optional<Refund> known =
                    refunds.byProviderId(refund.id()).or(() -> ours == null ? Optional.empty() : refunds.find(ours));
            if (known.isPresent()) {
                refunds.record(known.get().id(), refund);
            } else {
                refunds.insertForeign(payment.get(), refund);
            }
        }
        return "noted";
    }
}
