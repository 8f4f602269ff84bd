package io.joblane.database;

import io.joblane.shared.CannotStartException;

/** The database server did not answer, or refused the owner's login, at start. */
public class DatabaseUnreachableException extends CannotStartException {
    private static final long serialVersionUID = 1L;

    DatabaseUnreachableException(String server, Throwable cause) {
        super("PostgreSQL (" + server + ") cannot be used: " + cause.getMessage(), cause);
    }
}
