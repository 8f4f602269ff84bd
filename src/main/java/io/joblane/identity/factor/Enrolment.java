package io.joblane.identity.factor;

/**
 * What an authenticator is given.
 *
 * @param secret in base32, for typing
 * @param uri {@code otpauth://...}, for a QR code
 */
public record Enrolment(String secret, String uri) {
    /** The secret is in no log. */
    @Override
    public String toString() {
        return "Enrolment";
    }
}
