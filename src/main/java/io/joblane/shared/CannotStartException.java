package io.joblane.shared;

/**
 * The application cannot start, for a reason that the person who starts it can remove. The message is one sentence or two:
 * what is wrong, and what to do. It is all that is shown, without a stack.
 */
public abstract class CannotStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected CannotStartException(String message) {
        super(message);
    }

    protected CannotStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
