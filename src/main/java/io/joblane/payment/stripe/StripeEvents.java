package io.joblane.payment.stripe;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import io.joblane.payment.domain.CardProvider.ProviderRefund;
import io.joblane.payment.domain.PaymentState;
import io.joblane.payment.domain.ProviderEvent;
import io.joblane.payment.domain.ProviderEvent.DisputeClosed;
import io.joblane.payment.domain.ProviderEvent.DisputeOpened;
import io.joblane.payment.domain.ProviderEvent.Nothing;
import io.joblane.payment.domain.ProviderEvent.PaymentChanged;
import io.joblane.payment.domain.ProviderEvent.RefundsChanged;
import io.joblane.payment.domain.ProviderEvent.What;
import io.joblane.shared.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what Stripe tells: the signature first, then only the fields that mean something here. The JSON is not read into the
 * library's classes: an account decides by itself in which version of the interface it is told.
 */
@Component
class StripeEvents {
    private final JsonMapper json;
    private final StripeSettings settings;
    private final Clock clock;

    StripeEvents(JsonMapper json, StripeSettings settings, Clock clock) {
        this.json = json;
        this.settings = settings;
        this.clock = clock;
    }

    ProviderEvent read(String secret, byte[] payload, @Nullable String signature) {
        String text = new String(payload, StandardCharsets.UTF_8);
        requireSigned(secret, text, signature);
        try {
            JsonNode event = json.readTree(text);
            JsonNode object = event.path("data").path("object");
            String type = required(event, "type");
            return new ProviderEvent(
                    required(event, "id"),
                    type,
                    Instant.ofEpochSecond(event.path("created").asLong(0)),
                    what(type, object));
        } catch (JacksonException | IllegalArgumentException e) {
            throw invalid();
        }
    }

    private void requireSigned(String secret, String payload, @Nullable String signature) {
        try {
            if (signature != null
                    && Webhook.Signature.verifyHeader(
                            payload, signature, secret, settings.tolerance().toSeconds(), clock)
                    && !isAhead(signature)) {
                return;
            }
        } catch (SignatureVerificationException | RuntimeException e) {
            // Said below, and not why: whoever forges one learns nothing.
        }
        throw Problem.badRequest("signature_invalid", "The signature does not fit the body, or is too old.");
    }

    /** The library takes a time stamp of next year. */
    private boolean isAhead(String signature) {
        for (String part : signature.split(",")) {
            if (part.strip().startsWith("t=")) {
                Instant at = Instant.ofEpochSecond(Long.parseLong(part.strip().substring(2)));
                return at.isAfter(clock.instant().plus(settings.tolerance()));
            }
        }
        return true;
    }

    private static What what(String type, JsonNode object) {
        return switch (type) {
            case "payment_intent.succeeded" -> payment(object, PaymentState.SUCCEEDED);
            case "payment_intent.payment_failed" -> payment(object, PaymentState.FAILED);
            case "payment_intent.canceled" -> payment(object, PaymentState.CANCELED);
            case "refund.created", "refund.updated", "refund.failed", "charge.refund.updated" ->
                refunds(object.path("payment_intent"), List.of(object));
            case "charge.refunded" ->
                refunds(
                        object.path("payment_intent"),
                        object.path("refunds").path("data").valueStream().toList());
            case "charge.dispute.created" ->
                new DisputeOpened(
                        required(object, "id"),
                        object.path("payment_intent").asString(""),
                        MinorUnits.money(object.path("amount").asLong(), required(object, "currency")),
                        object.path("reason").asString("general"),
                        time(object.path("evidence_details").path("due_by")));
            case "charge.dispute.closed" ->
                new DisputeClosed(
                        required(object, "id"),
                        "won".equals(object.path("status").asString("")));
            default -> new Nothing();
        };
    }

    private static What payment(JsonNode object, PaymentState state) {
        JsonNode error = object.path("last_payment_error");
        String code = error.path("decline_code").asString(error.path("code").asString("declined"));
        long units = object.path(state == PaymentState.SUCCEEDED ? "amount_received" : "amount")
                .asLong(0);
        return new PaymentChanged(
                required(object, "id"),
                uuid(object.path("metadata").path(StripeCards.PAYMENT).asString("")),
                state,
                MinorUnits.money(units, required(object, "currency")),
                state == PaymentState.FAILED ? code : null);
    }

    private static What refunds(JsonNode intent, List<JsonNode> objects) {
        if (!intent.isString()) {
            return new Nothing();
        }
        List<ProviderRefund> refunds = new ArrayList<>();
        for (JsonNode refund : objects) {
            refunds.add(new ProviderRefund(
                    required(refund, "id"),
                    uuid(refund.path("metadata").path(StripeCards.REFUND).asString("")),
                    StripeCards.refundState(refund.path("status").asString("pending")),
                    MinorUnits.money(refund.path("amount").asLong(), required(refund, "currency")),
                    refund.path("failure_reason").isString()
                            ? refund.path("failure_reason").stringValue()
                            : null));
        }
        return new RefundsChanged(intent.stringValue(), refunds);
    }

    private static String required(JsonNode node, String field) {
        String text = node.path(field).asString("");
        if (text.isEmpty() || text.length() > 200) {
            throw invalid();
        }
        return text;
    }

    private static @Nullable Instant time(JsonNode seconds) {
        return seconds.isNumber() ? Instant.ofEpochSecond(seconds.asLong()) : null;
    }

    static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null || text.isEmpty() ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Problem invalid() {
        return Problem.badRequest("invalid_event", "This is no event of Stripe's.");
    }
}
