package io.joblane.engine;

/** The engine does not answer at the moment. */
public class EngineUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EngineUnavailableException(Throwable cause) {
        super("The process engine does not answer", cause);
    }
}
