package io.joblane.database;

import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.context.CurrentOrigin;
import io.joblane.context.Origin;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * A connection that tells PostgreSQL, in each transaction and before its first statement, who works: {@code joblane.actor},
 * {@code joblane.class} and {@code joblane.trail}, all three until the transaction's end. The driver sends {@code BEGIN} along
 * with it, so that a transaction costs one round trip more. Where the actor changes within a transaction, it is said again.
 *
 * <p>Outside a transaction (auto-commit) a statement gets one of its own, which is committed when the next statement is made
 * or the connection is given back.
 */
final class ActorConnection implements InvocationHandler {
    private static final String SAY =
            "SELECT set_config('joblane.actor', ?, true), set_config('joblane.class', ?, true),"
                    + " set_config('joblane.trail', ?, true)";

    /** For which statements the actor is said. */
    enum Named {
        ALL,
        /** Where no table has a policy, who reads is of no interest and costs nothing. */
        WRITES
    }

    private final Connection connection;
    private final BaseConnection driver;
    private final Named named;
    private final Trail trail;
    private boolean autoCommit = true;
    private @Nullable Actor saidActor;
    private @Nullable Origin saidOrigin;

    private ActorConnection(Connection connection, Named named, Trail trail) throws SQLException {
        this.connection = connection;
        this.driver = connection.unwrap(BaseConnection.class);
        this.named = named;
        this.trail = trail;
    }

    static Connection wrap(Connection connection, Named named, Trail trail) throws SQLException {
        return (Connection) Proxy.newProxyInstance(
                ActorConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new ActorConnection(connection, named, trail));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "createStatement" -> beforeStatement(null);
            case "prepareStatement", "prepareCall" -> beforeStatement(arguments == null ? null : (String) arguments[0]);
            case "getAutoCommit" -> {
                return autoCommit;
            }
            case "setAutoCommit" -> {
                setAutoCommit(arguments != null && (boolean) arguments[0]);
                return null;
            }
            case "commit", "rollback" -> forget();
            case "close" -> {
                close();
                return null;
            }
            case "equals" -> {
                return arguments != null && proxy == arguments[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            default -> {}
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    /** @param sql null where it is not known yet */
    private void beforeStatement(@Nullable String sql) throws SQLException {
        if (autoCommit) {
            end();
        }
        if (named == Named.WRITES && sql != null && isRead(sql)) {
            return;
        }
        if (connection.getAutoCommit()) {
            connection.setAutoCommit(false);
        }
        Actor actor = CurrentActor.get();
        Origin origin = CurrentOrigin.get();
        if (driver.getTransactionState() == TransactionState.FAILED) {
            // PostgreSQL takes nothing more in this transaction and says so itself.
            return;
        }
        if (actor.equals(saidActor) && origin.equals(saidOrigin)) {
            return;
        }
        try (var say = connection.prepareStatement(SAY)) {
            say.setString(1, actor.auditName());
            say.setString(2, actor.rowClass());
            say.setString(3, trail.of(actor, origin));
            say.execute();
        }
        saidActor = actor;
        saidOrigin = origin;
    }

    private static boolean isRead(String sql) {
        String text = sql.stripLeading();
        return text.regionMatches(true, 0, "SELECT", 0, 6)
                && !text.toUpperCase(Locale.ROOT).contains("FOR UPDATE");
    }

    private void setAutoCommit(boolean wanted) throws SQLException {
        if (wanted != autoCommit) {
            end();
            autoCommit = wanted;
        }
        connection.setAutoCommit(wanted);
    }

    private void close() throws SQLException {
        try {
            if (autoCommit && !connection.isClosed()) {
                end();
                connection.setAutoCommit(true);
            }
        } finally {
            connection.close();
        }
    }

    private void end() throws SQLException {
        forget();
        switch (driver.getTransactionState()) {
            case OPEN -> connection.commit();
            case FAILED -> connection.rollback();
            case IDLE -> {}
        }
    }

    private void forget() {
        saidActor = null;
        saidOrigin = null;
    }
}
