package io.joblane.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Connections on which every statement runs in a transaction that knows in whose name: see {@link ActorConnection}. */
final class ActorDataSource extends AbstractDataSource {
    private final Supplier<DataSource> pool;
    private final ActorConnection.Named named;
    private final Trail trail;

    /** @param pool asked for each connection */
    ActorDataSource(Supplier<DataSource> pool, ActorConnection.Named named, Trail trail) {
        this.pool = pool;
        this.named = named;
        this.trail = trail;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return ActorConnection.wrap(pool.get().getConnection(), named, trail);
    }

    @Override
    public Connection getConnection(String username, String password) {
        throw new UnsupportedOperationException("Connections are opened with the application's own login only");
    }
}
