package io.joblane.payment.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.PermissionException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.StripeError;
import io.joblane.payment.domain.ProviderFault;
import io.joblane.payment.domain.ProviderFault.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What each of Stripe's errors says of what was asked: that it was not done, or that nobody knows. */
final class StripeFaults {
    private static final int CONFLICT = 409;
    private static final int LOCK_TIMEOUT = 424;

    private StripeFaults() {}

    static ProviderFault of(StripeException e) {
        String code = e.getCode() == null ? e.getClass().getSimpleName() : e.getCode();
        Integer status = e.getStatusCode();
        if (e instanceof RateLimitException || isBusy(status)) {
            return new ProviderFault(Kind.LATER, code, retryAfter(e));
        }
        if (e instanceof AuthenticationException || e instanceof PermissionException) {
            return new ProviderFault(Kind.ACCOUNT, code, null);
        }
        if (e instanceof CardException || e instanceof InvalidRequestException || e instanceof IdempotencyException) {
            return new ProviderFault(Kind.REFUSED, code, null);
        }
        if (e instanceof ApiConnectionException) {
            return new ProviderFault(Kind.UNCLEAR, "no_answer", null);
        }
        // A 5xx, and an answer that is none: it may have been done before that went wrong.
        return new ProviderFault(Kind.UNCLEAR, code, retryAfter(e));
    }

    /** Another request with the same key runs, or the object is being changed. */
    private static boolean isBusy(@Nullable Integer status) {
        return status != null && (status == CONFLICT || status == LOCK_TIMEOUT || status == 429);
    }

    private static @Nullable Duration retryAfter(StripeException e) {
        StripeError error = e.getStripeError();
        if (error == null || error.getLastResponse() == null) {
            return null;
        }
        return error.getLastResponse()
                .headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,5}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(null);
    }
}
