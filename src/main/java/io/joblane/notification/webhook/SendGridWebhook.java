package io.joblane.notification.webhook;

import io.joblane.notification.channel.AccountDesk;
import io.joblane.notification.channel.BlockReason;
import io.joblane.notification.channel.ChannelKind;
import io.joblane.notification.delivery.Receipt;
import io.joblane.notification.delivery.Receipts;
import io.joblane.notification.recipient.AddressBlocks;
import io.joblane.shared.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** SendGrid's signed events. Call it with a company set. */
@Service
public class SendGridWebhook {
    private static final String NOTIFICATION = "notification";

    private final AccountDesk accounts;
    private final Receipts receipts;
    private final AddressBlocks blocks;
    private final JsonMapper json;
    private final Clock clock;

    SendGridWebhook(AccountDesk accounts, Receipts receipts, AddressBlocks blocks, JsonMapper json, Clock clock) {
        this.accounts = accounts;
        this.receipts = receipts;
        this.blocks = blocks;
        this.json = json;
        this.clock = clock;
    }

    /** @throws Problem 404 {@code channel_not_configured}, 403 {@code signature_invalid}, 400 {@code invalid_events} */
    public void events(byte[] body, @Nullable String signature, @Nullable String timestamp) {
        String key = accounts.account(ChannelKind.EMAIL)
                .map(account -> account.setting("eventKey"))
                .filter(known -> !known.isBlank())
                .orElseThrow(() -> Problem.notFound(
                        "channel_not_configured", "No account with an eventKey is set up for this channel."));
        if (signature == null || timestamp == null || !SendGridSignature.isValid(key, timestamp, body, signature)) {
            throw Problem.forbidden("signature_invalid", "The signature does not belong to this request.");
        }
        JsonNode events;
        try {
            events = json.readTree(body);
        } catch (JacksonException e) {
            throw Problem.badRequest("invalid_events", "The body must be a JSON array of events.");
        }
        if (!events.isArray()) {
            throw Problem.badRequest("invalid_events", "The body must be a JSON array of events.");
        }
        events.forEach(this::event);
    }

    private void event(JsonNode event) {
        String kind = event.path("event").asString("");
        String email = event.path("email").asString("");
        switch (kind) {
            case "group_resubscribe" -> {
                if (!email.isBlank()) {
                    blocks.lift(ChannelKind.EMAIL, email);
                }
            }
            case "unsubscribe", "group_unsubscribe" -> block(email, BlockReason.UNSUBSCRIBED);
            case "spamreport" -> block(email, BlockReason.SPAM_REPORT);
            case "processed" -> receipt(event, Receipt.State.SENT, null);
            case "delivered" -> receipt(event, Receipt.State.DELIVERED, null);
            case "open", "click" -> receipt(event, Receipt.State.READ, null);
            // "blocked" is a refusal of this one mail, not of the address.
            case "bounce" ->
                receipt(
                        event,
                        Receipt.State.FAILED,
                        event.path("type").asString("").equals("blocked") ? null : BlockReason.BOUNCED);
            case "dropped" ->
                receipt(
                        event,
                        Receipt.State.FAILED,
                        dropped(event.path("reason").asString("")));
            default -> {}
        }
    }

    /** SendGrid keeps lists of its own and says which of them held the mail back. */
    private static @Nullable BlockReason dropped(String reason) {
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("unsubscribed")) {
            return BlockReason.UNSUBSCRIBED;
        }
        if (lower.contains("spam reporting")) {
            return BlockReason.SPAM_REPORT;
        }
        return lower.contains("bounced") ? BlockReason.BOUNCED : lower.contains("invalid") ? BlockReason.INVALID : null;
    }

    private void block(String email, BlockReason reason) {
        if (!email.isBlank()) {
            blocks.add(ChannelKind.EMAIL, email, reason);
        }
    }

    private void receipt(JsonNode event, Receipt.State state, @Nullable BlockReason block) {
        String email = event.path("email").asString("");
        @Nullable UUID id = id(event.path(NOTIFICATION).asString(""));
        if (id == null) {
            // A mail of somebody else's on the same account; that its address is gone counts all the same.
            if (block != null) {
                block(email, block);
            }
            return;
        }
        JsonNode seconds = event.path("timestamp");
        receipts.note(new Receipt(
                id,
                ChannelKind.EMAIL,
                event.path("sg_message_id").asString(""),
                state,
                seconds.canConvertToLong()
                        ? Instant.ofEpochSecond(Math.clamp(seconds.asLong(), 0L, 4_000_000_000L))
                        : clock.instant(),
                state == Receipt.State.FAILED
                        ? "SendGrid: " + event.path("event").asString("") + " "
                                + event.path("status").asString("")
                        : null,
                block,
                email));
    }

    private static @Nullable UUID id(String text) {
        try {
            return text.length() == 36 ? UUID.fromString(text) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
