package io.joblane.database;

/** The database server did not answer, or refused the owner's login, at start. */
public class DatabaseUnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseUnreachableException(String server, Throwable cause) {
        super("PostgreSQL (" + server + ") cannot be used: " + cause.getMessage(), cause);
    }
}
