package io.joblane.database;

/** A running PostgreSQL server and the two roles with which Joblane uses it. */
public interface DatabaseServer {
    /** The address without a database: {@code jdbc:postgresql://host:port/}. */
    String jdbcBase();

    /** Owns the databases and migrates them. */
    Credentials owner();

    /** Serves requests and workers; owns nothing. */
    Credentials application();

    /** For the health detail and the start block, e.g. "embedded, port 5433". */
    String describe();

    /** A login of the server. */
    record Credentials(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }
}
