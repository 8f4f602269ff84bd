package io.joblane.notification.channel.sendgrid;

import com.sendgrid.Method;
import com.sendgrid.Request;
import com.sendgrid.Response;
import com.sendgrid.SendGrid;
import io.joblane.notification.channel.BlockReason;
import io.joblane.notification.channel.ChannelAccount;
import io.joblane.notification.channel.LookUp;
import io.joblane.notification.channel.Outbound;
import io.joblane.notification.channel.Outcome;
import io.joblane.notification.channel.RetryAfter;
import io.joblane.notification.channel.Sender;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.conn.ConnectionPoolTimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One mail a request. SendGrid takes no idempotency key; its list of messages, by which a lost answer is cleared up, is an extra
 * that not every account has. Each mail has a Message-ID of its own, under which mailboxes keep a second copy apart from none.
 */
final class SendGridSender implements Sender {
    private static final Duration REFUSED_PAUSE = Duration.ofMinutes(5);

    private final SendGrid api;
    private final ChannelAccount account;
    private final JsonMapper json;
    private final Clock clock;

    SendGridSender(SendGrid api, ChannelAccount account, JsonMapper json, Clock clock) {
        this.api = api;
        this.account = account;
        this.json = json;
        this.clock = clock;
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
        Request request = new Request();
        request.setMethod(Method.POST);
        request.setEndpoint("mail/send");
        try {
            request.setBody(Mails.of(message, account).build());
            return judge(api.api(request));
        } catch (IOException e) {
            return isUnsent(e)
                    ? new Outcome.Busy("SendGrid cannot be reached", null)
                    : new Outcome.InDoubt(
                            "SendGrid's answer was lost: " + e.getClass().getSimpleName());
        }
    }

    private Outcome judge(Response answer) {
        int status = answer.getStatusCode();
        String why = "SendGrid answers " + status;
        if (status >= 200 && status < 300) {
            return new Outcome.Accepted(header(answer, "X-Message-Id") instanceof String id ? id : "");
        }
        return switch (status) {
            case 401, 403 -> new Outcome.Busy(why + ": credentials refused", REFUSED_PAUSE);
            case 429, 503 -> new Outcome.Busy(why, wait(answer));
            case 400 -> new Outcome.Refused(why, isAboutRecipient(answer) ? BlockReason.INVALID : null);
            default -> status >= 500 ? new Outcome.InDoubt(why) : new Outcome.Refused(why, null);
        };
    }

    /** {@code {"errors": [{"field": "personalizations.0.to.0.email", "message": ...}]}} */
    private boolean isAboutRecipient(Response answer) {
        try {
            return json.readTree(answer.getBody())
                    .path("errors")
                    .valueStream()
                    .anyMatch(error -> error.path("field").asString("").matches("personalizations\\.\\d+\\.to.*"));
        } catch (JacksonException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Retry-After, or the second of the epoch at which SendGrid counts from nothing again. */
    private @Nullable Duration wait(Response answer) {
        Duration said = RetryAfter.read(header(answer, "Retry-After"), clock);
        String reset = header(answer, "X-RateLimit-Reset");
        if (said != null || reset == null || !reset.matches("[0-9]{1,11}")) {
            return said;
        }
        long seconds = Long.parseLong(reset) - clock.instant().getEpochSecond();
        return RetryAfter.read(Long.toString(seconds), clock);
    }

    private static @Nullable String header(Response answer, String name) {
        return answer.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static boolean isUnsent(IOException fault) {
        return fault instanceof ConnectTimeoutException
                || fault instanceof ConnectionPoolTimeoutException
                || fault instanceof ConnectException
                || fault instanceof NoRouteToHostException
                || fault instanceof UnknownHostException;
    }

    @Override
    public LookUp lookUp(Outbound message, Instant since, Predicate<String> isKnown) {
        Request request = new Request();
        request.setMethod(Method.GET);
        request.setEndpoint("messages");
        request.addQueryParam("limit", "1");
        request.addQueryParam("query", "(unique_args['" + Mails.ID + "']=\"" + message.id() + "\")");
        try {
            Response answer = api.api(request);
            return switch (answer.getStatusCode()) {
                case 200 -> found(answer);
                case 401, 403, 404 -> new LookUp.NotOffered();
                default -> new LookUp.Unknown("SendGrid answers " + answer.getStatusCode(), wait(answer));
            };
        } catch (IOException | JacksonException e) {
            return new LookUp.Unknown(
                    "SendGrid's list cannot be read: " + e.getClass().getSimpleName(), null);
        }
    }

    private LookUp found(Response answer) {
        JsonNode messages = json.readTree(answer.getBody()).path("messages");
        if (!messages.isArray()) {
            return new LookUp.Unknown("SendGrid's list cannot be read", null);
        }
        return messages.isEmpty()
                ? new LookUp.NotThere()
                : new LookUp.Found(messages.path(0).path("msg_id").asString(""));
    }

    @Override
    public void close() {}
}
