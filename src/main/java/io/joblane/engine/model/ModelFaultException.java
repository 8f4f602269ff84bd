package io.joblane.engine.model;

import io.joblane.shared.CannotStartException;

/** A model that cannot be used; the message is one sentence for the person who starts the application. */
public class ModelFaultException extends CannotStartException {
    private static final long serialVersionUID = 1L;

    ModelFaultException(String message) {
        super(message);
    }

    ModelFaultException(String message, Throwable cause) {
        super(message, cause);
    }
}
