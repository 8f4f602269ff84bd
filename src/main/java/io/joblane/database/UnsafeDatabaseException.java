package io.joblane.database;

import io.joblane.shared.CannotStartException;

/** A database lacks what keeps its rows apart or its changes recorded. */
public class UnsafeDatabaseException extends CannotStartException {
    private static final long serialVersionUID = 1L;

    UnsafeDatabaseException(String database, String fault) {
        super("Database " + database + " is not safe to work with: " + fault);
    }
}
