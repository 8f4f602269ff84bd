package io.joblane.payment.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentUpdateParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import io.joblane.payment.domain.Account;
import io.joblane.payment.domain.CardProvider;
import io.joblane.payment.domain.CardProvider.ProviderRow.Kind;
import io.joblane.payment.domain.PaymentState;
import io.joblane.payment.domain.ProviderEvent;
import io.joblane.payment.domain.ProviderFault;
import io.joblane.payment.domain.RefundState;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Stripe through its own library, which repeats nothing here: whoever calls decides whether and when. Our ids stand in the
 * metadata, so that everything can be found by them.
 */
@Component
class StripeCards implements CardProvider {
    static final String PAYMENT = "payment";
    static final String REFUND = "refund";
    private static final long PAGE = 100;

    private final StripeSettings settings;
    private final StripeEvents events;

    StripeCards(StripeSettings settings, StripeEvents events) {
        this.settings = settings;
        this.events = events;
    }

    @Override
    public String name() {
        return "stripe";
    }

    @Override
    public Intent create(Account account, NewIntent wanted) {
        PaymentIntentCreateParams params = PaymentIntentCreateParams.builder()
                .setAmount(MinorUnits.of(wanted.amount()))
                .setCurrency(currency(wanted.amount()))
                .setDescription(wanted.reference())
                .setAutomaticPaymentMethods(PaymentIntentCreateParams.AutomaticPaymentMethods.builder()
                        .setEnabled(true)
                        .build())
                .putAllMetadata(Map.of(
                        "company",
                        wanted.company(),
                        "booking",
                        wanted.bookingId().toString(),
                        PAYMENT,
                        wanted.paymentId().toString()))
                .build();
        return ask(
                account,
                stripe -> intent(stripe.v1()
                        .paymentIntents()
                        .create(params, key(wanted.paymentId().toString()))));
    }

    @Override
    public Intent find(Account account, String providerId) {
        return ask(account, stripe -> intent(stripe.v1().paymentIntents().retrieve(providerId)));
    }

    @Override
    public Intent changeAmount(Account account, String providerId, UUID paymentId, Money amount) {
        long units = MinorUnits.of(amount);
        PaymentIntentUpdateParams params =
                PaymentIntentUpdateParams.builder().setAmount(units).build();
        return ask(
                account,
                stripe ->
                        intent(stripe.v1().paymentIntents().update(providerId, params, key(paymentId + "-" + units))));
    }

    @Override
    public ProviderRefund refund(Account account, String intentId, UUID refundId, Money amount) {
        RefundCreateParams params = RefundCreateParams.builder()
                .setPaymentIntent(intentId)
                .setAmount(MinorUnits.of(amount))
                .putMetadata(REFUND, refundId.toString())
                .build();
        return ask(account, stripe -> refund(stripe.v1().refunds().create(params, key(refundId.toString()))));
    }

    @Override
    public Optional<ProviderRefund> findRefund(Account account, String intentId, UUID refundId) {
        RefundListParams params = RefundListParams.builder()
                .setPaymentIntent(intentId)
                .setLimit(PAGE)
                .build();
        return ask(account, stripe -> {
            for (Refund found : stripe.v1().refunds().list(params).autoPagingIterable()) {
                if (refundId.equals(ourId(found.getMetadata(), REFUND))) {
                    return Optional.of(refund(found));
                }
            }
            return Optional.empty();
        });
    }

    @Override
    public List<ProviderRow> rows(Account account, Instant from, Instant to) {
        var offered = PaymentIntentListParams.Created.builder()
                .setGte(from.getEpochSecond())
                .setLt(to.getEpochSecond())
                .build();
        var sentBack = RefundListParams.Created.builder()
                .setGte(from.getEpochSecond())
                .setLt(to.getEpochSecond())
                .build();
        return ask(account, stripe -> {
            List<ProviderRow> rows = new ArrayList<>();
            var intents = PaymentIntentListParams.builder()
                    .setCreated(offered)
                    .setLimit(PAGE)
                    .build();
            for (PaymentIntent found :
                    stripe.v1().paymentIntents().list(intents).autoPagingIterable()) {
                Intent intent = intent(found);
                rows.add(new ProviderRow(
                        Kind.PAYMENT,
                        intent.id(),
                        ourId(found.getMetadata(), PAYMENT),
                        LowerCase.of(intent.state()),
                        intent.amount(),
                        Instant.ofEpochSecond(found.getCreated())));
            }
            var refunds = RefundListParams.builder()
                    .setCreated(sentBack)
                    .setLimit(PAGE)
                    .build();
            for (Refund found : stripe.v1().refunds().list(refunds).autoPagingIterable()) {
                ProviderRefund refund = refund(found);
                rows.add(new ProviderRow(
                        Kind.REFUND,
                        refund.id(),
                        refund.ourId(),
                        LowerCase.of(refund.state()),
                        refund.amount(),
                        Instant.ofEpochSecond(found.getCreated())));
            }
            return List.copyOf(rows);
        });
    }

    @Override
    public ProviderEvent read(Account account, byte[] payload, @Nullable String signature) {
        return events.read(account.webhookSecret(), payload, signature);
    }

    private interface Question<T> {
        T put(StripeClient stripe) throws StripeException;
    }

    private <T> T ask(Account account, Question<T> question) {
        StripeClient stripe = StripeClient.builder()
                .setApiKey(account.secretKey())
                .setApiBase(settings.baseAddress().toString())
                .setConnectTimeout(millis(settings.connectTimeout()))
                .setReadTimeout(millis(settings.timeout()))
                .setMaxNetworkRetries(0)
                .build();
        try {
            return question.put(stripe);
        } catch (StripeException e) {
            throw StripeFaults.of(e);
        } catch (NullPointerException | IllegalArgumentException | com.google.gson.JsonParseException e) {
            // An answer that reads as one and lacks what every one has.
            throw new ProviderFault(ProviderFault.Kind.UNCLEAR, "malformed_answer", null);
        }
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }

    private static RequestOptions key(String idempotencyKey) {
        return RequestOptions.builder().setIdempotencyKey(idempotencyKey).build();
    }

    private static String currency(Money money) {
        return money.currency().toLowerCase(java.util.Locale.ROOT);
    }

    private static Intent intent(PaymentIntent found) {
        PaymentState state = state(found.getStatus());
        Long counted = state == PaymentState.SUCCEEDED && found.getAmountReceived() != null
                ? found.getAmountReceived()
                : found.getAmount();
        String secret = found.getClientSecret();
        return new Intent(
                java.util.Objects.requireNonNull(found.getId()),
                secret == null ? "" : secret,
                state,
                MinorUnits.money(counted, found.getCurrency()));
    }

    static PaymentState state(String status) {
        return switch (status) {
            case "succeeded" -> PaymentState.SUCCEEDED;
            case "canceled" -> PaymentState.CANCELED;
            default -> PaymentState.PENDING;
        };
    }

    private static ProviderRefund refund(Refund found) {
        return new ProviderRefund(
                java.util.Objects.requireNonNull(found.getId()),
                ourId(found.getMetadata(), REFUND),
                refundState(found.getStatus()),
                MinorUnits.money(found.getAmount(), found.getCurrency()),
                found.getFailureReason());
    }

    static RefundState refundState(String status) {
        return switch (status) {
            case "succeeded" -> RefundState.SUCCEEDED;
            case "failed", "canceled" -> RefundState.FAILED;
            default -> RefundState.PENDING;
        };
    }

    private static @Nullable UUID ourId(@Nullable Map<String, String> metadata, String name) {
        return metadata == null ? null : StripeEvents.uuid(metadata.get(name));
    }
}
