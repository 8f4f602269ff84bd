package io.joblane.payment.domain;

import io.joblane.shared.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A provider did not do what it was asked, or nobody knows whether it did. The message holds the provider's code and nothing personal. */
public class ProviderFault extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    public ProviderFault(Kind kind, String code, @Nullable Duration retryAfter) {
        super(code);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    /** What is known of it. */
    public enum Kind {
        /** It was not done, and a repetition would not be either. */
        REFUSED,
        /** It was not done; later it may be. */
        LATER,
        /** It may have been done: look before it is asked again. */
        UNCLEAR,
        /** The account's key is not, or no longer, one that may do it. */
        ACCOUNT
    }

    public Kind kind() {
        return kind;
    }

    /** How long the provider wants to be left alone; null where it did not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** As the answer to whoever waits for it. */
    public Problem problem() {
        return switch (kind) {
            case REFUSED ->
                Problem.unprocessable(
                        "payment_refused",
                        "The payment provider refused (" + getMessage() + "). Look at its dashboard.");
            case ACCOUNT ->
                Problem.conflict(
                        "payment_account_refused",
                        "The payment provider does not accept this company's key. An admin sets it anew.");
            case LATER, UNCLEAR ->
                Problem.unavailable(
                        "payment_provider_unavailable",
                        "The payment provider did not answer. Repeat the request: nothing is charged twice.",
                        retryAfter == null ? SOON : retryAfter);
        };
    }
}
