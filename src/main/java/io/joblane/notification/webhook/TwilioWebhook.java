package io.joblane.notification.webhook;

import com.twilio.security.RequestValidator;
import io.joblane.notification.channel.AccountDesk;
import io.joblane.notification.channel.BlockReason;
import io.joblane.notification.channel.ChannelAccount;
import io.joblane.notification.channel.ChannelKind;
import io.joblane.notification.delivery.Callbacks;
import io.joblane.notification.delivery.Receipt;
import io.joblane.notification.delivery.Receipts;
import io.joblane.notification.recipient.AddressBlocks;
import io.joblane.shared.Problem;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Twilio's status callbacks, and the messages that people write back. Call it with a company set. */
@Service
public class TwilioWebhook {
    private static final Set<String> STOP =
            Set.of("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT");
    private static final Set<String> START = Set.of("START", "UNSTOP");
    /** Unknown number, land line, and who said stop before. */
    private static final Set<String> NO_NUMBER = Set.of("30005", "30006");

    private static final String STOPPED = "21610";

    private final AccountDesk accounts;
    private final Callbacks callbacks;
    private final Receipts receipts;
    private final AddressBlocks blocks;
    private final Clock clock;

    TwilioWebhook(AccountDesk accounts, Callbacks callbacks, Receipts receipts, AddressBlocks blocks, Clock clock) {
        this.accounts = accounts;
        this.callbacks = callbacks;
        this.receipts = receipts;
        this.blocks = blocks;
        this.clock = clock;
    }

    /**
     * @param path with its query, as it came
     * @param form the body's parameters
     * @param signature of the header {@code X-Twilio-Signature}
     * @throws Problem 404 {@code channel_not_configured}, 403 {@code signature_invalid}
     */
    public void status(String path, Map<String, String> form, @Nullable String signature, UUID notification) {
        requireSigned(path, form, signature);
        Receipt.@Nullable State state = switch (form.getOrDefault("MessageStatus", "")) {
            case "accepted", "queued", "sending", "sent" -> Receipt.State.SENT;
            case "delivered" -> Receipt.State.DELIVERED;
            case "read" -> Receipt.State.READ;
            case "undelivered", "failed" -> Receipt.State.FAILED;
            default -> null;
        };
        if (state == null) {
            return;
        }
        String code = form.getOrDefault("ErrorCode", "");
        boolean failed = state == Receipt.State.FAILED;
        @Nullable BlockReason block = !failed
                ? null
                : NO_NUMBER.contains(code)
                        ? BlockReason.INVALID
                        : code.equals(STOPPED) ? BlockReason.UNSUBSCRIBED : null;
        receipts.note(new Receipt(
                notification,
                ChannelKind.SMS,
                form.getOrDefault("MessageSid", ""),
                state,
                clock.instant(),
                failed ? "Twilio " + (code.isEmpty() ? "could not deliver it" : code) : null,
                block,
                form.get("To")));
    }

    /** Somebody wrote to our number: STOP ends what they get, START lets it go on. Everything else is for nobody here. */
    public void inbound(String path, Map<String, String> form, @Nullable String signature) {
        requireSigned(path, form, signature);
        String from = form.getOrDefault("From", "");
        String said = form.getOrDefault("OptOutType", form.getOrDefault("Body", ""))
                .strip()
                .toUpperCase(Locale.ROOT);
        if (from.isBlank()) {
            return;
        }
        if (STOP.contains(said)) {
            blocks.add(ChannelKind.SMS, from, BlockReason.UNSUBSCRIBED);
        } else if (START.contains(said)) {
            blocks.lift(ChannelKind.SMS, from);
        }
    }

    private void requireSigned(String path, Map<String, String> form, @Nullable String signature) {
        ChannelAccount account = accounts.account(ChannelKind.SMS)
                .orElseThrow(
                        () -> Problem.notFound("channel_not_configured", "No account is set up for this channel."));
        if (!isSigned(account.secret("authToken"), callbacks.publicAddress() + path, form, signature)) {
            throw Problem.forbidden("signature_invalid", "The signature does not belong to this request.");
        }
    }

    static boolean isSigned(String authToken, String address, Map<String, String> form, @Nullable String signature) {
        return signature != null && new RequestValidator(authToken).validate(address, form, signature);
    }
}
