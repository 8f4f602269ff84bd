package io.joblane.notification.channel.twilio;

import com.twilio.http.HttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import io.joblane.notification.channel.ProviderSettings;
import io.joblane.notification.channel.RetryAfter;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Carries the SDK's requests. The SDK's own client repeats a request that failed with a 5xx, which may be a second SMS; this one
 * asks once, and tells apart what certainly did not arrive and what may have.
 */
final class TwilioHttp extends HttpClient {
    private final java.net.http.HttpClient connections;
    private final URI base;
    private final Duration timeout;
    private final Clock clock;

    TwilioHttp(ProviderSettings settings, Clock clock) {
        this.connections = java.net.http.HttpClient.newBuilder()
                .connectTimeout(settings.connectTimeout())
                .followRedirects(Redirect.NEVER)
                .build();
        this.base = settings.twilioAddress();
        this.timeout = settings.timeout();
        this.clock = clock;
    }

    @Override
    public Response reliableRequest(Request request, int[] retryCodes, int retries, long delayMillis) {
        return makeRequest(request);
    }

    @Override
    public Response makeRequest(Request request) {
        HttpRequest.Builder asked = HttpRequest.newBuilder(address(request.constructURL()))
                .timeout(timeout)
                .header("Authorization", request.getAuthString())
                .header("Accept", "application/json");
        HttpRequest ready = request.getMethod() == com.twilio.http.HttpMethod.POST
                ? asked.header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(request.encodeFormBody()))
                        .build()
                : asked.GET().build();
        HttpResponse<String> answer;
        try {
            answer = connections.send(ready, BodyHandlers.ofString());
        } catch (HttpConnectTimeoutException | ConnectException e) {
            throw new NotSentException("Twilio cannot be reached", null);
        } catch (IOException e) {
            throw new AnswerLostException(
                    "Twilio's answer was lost: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AnswerLostException("interrupted");
        }
        int status = answer.statusCode();
        if (status == 429 || status == 503) {
            throw new NotSentException(
                    "Twilio answers " + status,
                    RetryAfter.read(answer.headers().firstValue("Retry-After").orElse(null), clock));
        }
        if (status >= 500) {
            throw new AnswerLostException("Twilio answers " + status);
        }
        return new Response(answer.body(), status);
    }

    private URI address(URL wanted) {
        String query = wanted.getQuery() == null ? "" : "?" + wanted.getQuery();
        return URI.create(base.getScheme() + "://" + base.getRawAuthority() + wanted.getPath() + query);
    }

    /** The message is certainly not with Twilio. */
    static final class NotSentException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient @Nullable Duration retryAfter;

        NotSentException(String message, @Nullable Duration retryAfter) {
            super(message, null, false, false);
            this.retryAfter = retryAfter;
        }

        @Nullable Duration retryAfter() {
            return retryAfter;
        }
    }

    /** It may be there. */
    static final class AnswerLostException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AnswerLostException(String message) {
            super(message, null, false, false);
        }
    }
}
