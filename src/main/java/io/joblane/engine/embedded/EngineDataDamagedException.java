package io.joblane.engine.embedded;

/** The stored log or snapshot has lost something that was already safely on the disk; going on would forget it silently. */
public final class EngineDataDamagedException extends EngineStartException {
    private static final long serialVersionUID = 1L;

    EngineDataDamagedException(String message) {
        super(message);
    }
}
