package io.joblane.payment.domain;

/** With which a company takes card payments. */
public record Account(String publishableKey, String secretKey, String webhookSecret) {
    /** Never the secrets. */
    @Override
    public String toString() {
        return "Account[" + publishableKey + "]";
    }
}
