package io.joblane.database;

/** A PostgreSQL that somebody else runs. Its two roles exist already; the owner may create databases. */
record ExternalDatabaseServer(String jdbcBase, Credentials owner, Credentials application) implements DatabaseServer {
    ExternalDatabaseServer {
        if (!jdbcBase.matches("jdbc:postgresql://[^/]+/")) {
            throw new IllegalArgumentException(
                    "joblane.postgres.url must look like jdbc:postgresql://host:5432/ (without a database), not "
                            + jdbcBase);
        }
    }

    @Override
    public String describe() {
        return jdbcBase;
    }
}
