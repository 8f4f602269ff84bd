package io.joblane.database;

/** A company's database was made and is gone. */
public class MissingDatabaseException extends RuntimeException {
    MissingDatabaseException(String database) {
        super("The database " + database + " is missing: restore the company from a backup");
    }
}
