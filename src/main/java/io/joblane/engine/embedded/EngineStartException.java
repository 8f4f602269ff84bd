package io.joblane.engine.embedded;

import io.joblane.shared.CannotStartException;

/** The engine cannot start; the message says why in one sentence a person can act on. */
public class EngineStartException extends CannotStartException {
    private static final long serialVersionUID = 1L;

    public EngineStartException(String message) {
        super(message);
    }

    public EngineStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
