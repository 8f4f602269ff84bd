package io.joblane.secret;

import io.joblane.shared.CannotStartException;

/** The key that seals secrets is missing, is no key, or is not the one with which they were sealed. */
public class SecretsKeyException extends CannotStartException {
    private static final long serialVersionUID = 1L;

    SecretsKeyException(String message) {
        super(message);
    }

    SecretsKeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
