package io.joblane.notification.channel.twilio;

import com.twilio.exception.ApiException;
import com.twilio.exception.TwilioException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import io.joblane.notification.channel.BlockReason;
import io.joblane.notification.channel.LookUp;
import io.joblane.notification.channel.Outbound;
import io.joblane.notification.channel.Outcome;
import io.joblane.notification.channel.Sender;
import io.joblane.notification.channel.twilio.TwilioHttp.AnswerLostException;
import io.joblane.notification.channel.twilio.TwilioHttp.NotSentException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One SMS a request. Twilio takes no idempotency key: after a lost answer its list of messages is read. */
final class TwilioSender implements Sender {
    /** No number, none that takes SMS, none that can be reached from ours. */
    private static final Set<Integer> NO_NUMBER = Set.of(21211, 21214, 21217, 21614, 21612);

    private static final int STOPPED = 21610;
    private static final int TOO_MANY = 20429;
    private static final Duration REFUSED_PAUSE = Duration.ofMinutes(5);
    /** Twilio's clock and ours. */
    private static final Duration SKEW = Duration.ofMinutes(2);

    private final TwilioRestClient client;
    private final String from;
    private final String service;

    TwilioSender(TwilioRestClient client, String from, String service) {
        this.client = client;
        this.from = from;
        this.service = service;
    }

    @Override
    public int batchSize() {
        return 1;
    }

    @Override
    public List<Outcome> send(List<Outbound> messages) {
        return messages.stream().map(this::send).toList();
    }

    private Outcome send(Outbound message) {
        PhoneNumber to = new PhoneNumber(message.to().getFirst());
        MessageCreator creator = service.isBlank()
                ? Message.creator(to, new PhoneNumber(from), message.text())
                : Message.creator(to, service, message.text());
        if (message.callback() != null) {
            creator.setStatusCallback(message.callback());
        }
        try {
            String sid = creator.create(client).getSid();
            return sid == null || sid.isBlank()
                    ? new Outcome.InDoubt("Twilio's answer names no message")
                    : new Outcome.Accepted(sid);
        } catch (NotSentException e) {
            return new Outcome.Busy(String.valueOf(e.getMessage()), e.retryAfter());
        } catch (AnswerLostException e) {
            return new Outcome.InDoubt(String.valueOf(e.getMessage()));
        } catch (ApiException e) {
            return judge(e);
        } catch (TwilioException | IllegalArgumentException | NullPointerException e) {
            // The SDK meets an answer it cannot read in many ways; whatever it was, the message may be on its way.
            return new Outcome.InDoubt(
                    "Twilio's answer cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static Outcome judge(ApiException fault) {
        @Nullable Integer code = fault.getCode();
        @Nullable Integer status = fault.getStatusCode();
        String why = "Twilio " + (code == null ? "error" : code);
        if (code == null || status == null || status < 400) {
            return new Outcome.InDoubt("Twilio's answer cannot be read");
        }
        if (code == STOPPED) {
            return new Outcome.Refused(why, BlockReason.UNSUBSCRIBED);
        }
        if (NO_NUMBER.contains(code)) {
            return new Outcome.Refused(why, BlockReason.INVALID);
        }
        if (code == TOO_MANY) {
            return new Outcome.Busy(why, null);
        }
        if (status == 401 || status == 403) {
            return new Outcome.Busy(why + ": credentials refused", REFUSED_PAUSE);
        }
        return new Outcome.Refused(why, null);
    }

    /** The newest messages to that number with these words that no other row of ours has. */
    @Override
    public LookUp lookUp(Outbound message, Instant since, Predicate<String> isKnown) {
        try {
            return Message.reader()
                    .setTo(new PhoneNumber(message.to().getFirst()))
                    .setPageSize(100L)
                    .firstPage(client)
                    .getRecords()
                    .stream()
                    .filter(each -> message.text().equals(each.getBody()))
                    .filter(each -> each.getDateCreated() == null
                            || !each.getDateCreated().toInstant().isBefore(since.minus(SKEW)))
                    .filter(each -> each.getSid() != null && !isKnown.test(each.getSid()))
                    .<LookUp>map(each -> new LookUp.Found(each.getSid()))
                    .findFirst()
                    .orElseGet(LookUp.NotThere::new);
        } catch (NotSentException e) {
            return new LookUp.Unknown(String.valueOf(e.getMessage()), e.retryAfter());
        } catch (AnswerLostException | TwilioException | IllegalArgumentException | NullPointerException e) {
            return new LookUp.Unknown(
                    "Twilio's list cannot be read: " + e.getClass().getSimpleName(), null);
        }
    }

    @Override
    public void close() {}
}
