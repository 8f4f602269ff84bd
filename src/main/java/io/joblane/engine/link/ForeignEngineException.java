package io.joblane.engine.link;

import io.joblane.shared.CannotStartException;

/** The engine's data and the databases do not belong together: one of the two was wiped or restored alone. */
public class ForeignEngineException extends CannotStartException {
    private static final long serialVersionUID = 1L;

    ForeignEngineException(String expected, String found) {
        super("The engine's data (" + found + ") does not belong to these databases, which were last used with engine "
                + expected
                + ". One of the two was wiped or restored alone. Put back the missing one, or remove both (the whole data folder)"
                + " to start from nothing.");
    }
}
