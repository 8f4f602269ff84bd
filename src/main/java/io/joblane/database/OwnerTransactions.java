package io.joblane.database;

import io.joblane.context.CurrentActor;
import io.joblane.context.CurrentOrigin;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Transactions of a database's owner, for what the application's own role may not: to rewrite audit entries, to delete rows of
 * journals. What triggers note in it carries who asked for it, as in any other transaction.
 */
@Component
public class OwnerTransactions {
    private static final String SAY =
            "SELECT set_config('joblane.actor', ?, true), set_config('joblane.class', ?, true),"
                    + " set_config('joblane.trail', ?, true), set_config('lock_timeout', '10s', true)";

    private final Databases databases;
    private final Trail trail;

    OwnerTransactions(Databases databases, Clock clock) {
        this.databases = databases;
        this.trail = new Trail(clock);
    }

    /**
     * @param database "control" or a company's slug
     * @param keep false to undo everything at the end: a rehearsal
     * @throws DatabaseUnreachableException where the database does not answer
     */
    public <T> T run(String database, boolean keep, Function<JdbcClient, T> work) {
        try (Connection connection = databases.connectAsOwnerOf(database)) {
            connection.setAutoCommit(false);
            try {
                say(connection);
                T result = work.apply(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
                if (keep) {
                    connection.commit();
                }
                return result;
            } finally {
                // Nothing after a commit.
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new DatabaseUnreachableException(databases.describe(), e);
        }
    }

    private void say(Connection connection) throws SQLException {
        try (var say = connection.prepareStatement(SAY)) {
            say.setString(1, CurrentActor.get().auditName());
            say.setString(2, CurrentActor.get().rowClass());
            say.setString(3, trail.of(CurrentActor.get(), CurrentOrigin.get()));
            say.execute();
        }
    }
}
