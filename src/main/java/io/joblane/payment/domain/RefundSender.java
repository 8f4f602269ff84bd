package io.joblane.payment.domain;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.context.CurrentCompany;
import io.joblane.payment.domain.CardProvider.ProviderRefund;
import io.joblane.shared.Money;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Sends the refunds of the ledger to the provider. Each is taken by lease, so that one replica asks; whoever takes one that was
 * asked for before (the answer never came, or the process was killed) looks first whether the provider has it. The row's id is
 * the idempotency key besides.
 */
@Component
class RefundSender {
    private static final Logger log = LoggerFactory.getLogger(RefundSender.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration WITHOUT_ACCOUNT = Duration.ofMinutes(5);

    private final RefundTable refunds;
    private final PaymentTable payments;
    private final PaymentAccounts accounts;
    private final CardProvider provider;
    private final Companies companies;

    RefundSender(
            RefundTable refunds,
            PaymentTable payments,
            PaymentAccounts accounts,
            CardProvider provider,
            Companies companies) {
        this.refunds = refunds;
        this.payments = payments;
        this.accounts = accounts;
        this.provider = provider;
        this.companies = companies;
    }

    @Scheduled(fixedDelayString = "PT2S", initialDelayString = "PT5S")
    void sendAll() {
        for (Company company : companies.active()) {
            try {
                CurrentCompany.run(company.slug(), this::sendDue);
            } catch (DataAccessException | TransactionException e) {
                log.warn("Refunds of {} wait for its database: {}", company.slug(), e.getMessage());
            }
        }
    }

    /** @return for how many the provider was asked */
    int sendDue() {
        int asked = 0;
        for (Optional<Refund> next = refunds.take(); next.isPresent(); next = refunds.take()) {
            send(next.get());
            asked++;
        }
        return asked;
    }

    private void send(Refund refund) {
        Optional<Account> account = accounts.find();
        if (account.isEmpty()) {
            refunds.again(refund.id(), "card_payments_not_configured", WITHOUT_ACCOUNT);
            return;
        }
        String intent = intent(refund);
        if (intent == null) {
            refunds.fail(refund.id(), "payment_unknown");
            return;
        }
        try {
            Optional<ProviderRefund> known =
                    refund.attempts() > 1 ? provider.findRefund(account.get(), intent, refund.id()) : Optional.empty();
            refunds.record(
                    refund.id(),
                    known.isPresent()
                            ? known.get()
                            : provider.refund(
                                    account.get(), intent, refund.id(), new Money(refund.amount(), refund.currency())));
        } catch (ProviderFault e) {
            wait(refund, e);
        }
    }

    private @Nullable String intent(Refund refund) {
        return refund.paymentId() == null
                ? null
                : payments.find(refund.paymentId()).map(Payment::providerId).orElse(null);
    }

    private void wait(Refund refund, ProviderFault fault) {
        String code = String.valueOf(fault.getMessage());
        switch (fault.kind()) {
            case REFUSED -> {
                log.error("Refund {} was refused ({}): look at it at the provider", refund.id(), code);
                refunds.fail(refund.id(), code);
            }
            case ACCOUNT -> {
                log.error("Refund {} waits: the provider does not accept the company's key", refund.id());
                refunds.again(refund.id(), code, WITHOUT_ACCOUNT);
            }
            case LATER, UNCLEAR -> {
                Duration wanted = fault.retryAfter();
                Duration wait = backOff(refund.attempts());
                refunds.again(refund.id(), code, wanted == null || wanted.compareTo(wait) < 0 ? wait : wanted);
            }
        }
    }

    /** 5 s, 10 s, 20 s ... one hour. */
    private static Duration backOff(int attempts) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts - 1, 12));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
