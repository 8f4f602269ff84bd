package io.joblane.database;

import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.context.CurrentOrigin;
import io.joblane.context.Origin;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * A connection that tells PostgreSQL, in each transaction and before its first statement, who works: {@code joblane.actor},
 * {@code joblane.class} and {@code joblane.trail}, all three until the transaction's end. The driver sends {@code BEGIN} along
 * with it, so that a transaction costs one round trip more. Where the actor changes within a transaction, it is said again.
 *
 * <p>Outside a transaction (auto-commit) a statement gets one of its own, which is committed before its execution returns:
 * a fault of that commit reaches the caller, as it would with plain auto-commit.
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
            case "createStatement", "prepareStatement", "prepareCall" -> {
                String sql = arguments == null || !(arguments[0] instanceof String text) ? null : text;
                if (autoCommit) {
                    Statement made =
                            (Statement) Objects.requireNonNull(call(connection, method, arguments), method.getName());
                    return alone(made, sql, (Connection) proxy);
                }
                beforeStatement(sql);
            }
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
        return call(connection, method, arguments);
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    /** A statement outside a transaction. The rows of a result are fetched with the execution, before the commit. */
    private Statement alone(Statement statement, @Nullable String sql, Connection self) {
        Class<?> kind = statement instanceof CallableStatement
                ? CallableStatement.class
                : statement instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
        return (Statement) Proxy.newProxyInstance(
                ActorConnection.class.getClassLoader(), new Class<?>[] {kind}, (proxy, method, arguments) -> {
                    String name = method.getName();
                    if (name.equals("getConnection")) {
                        return self;
                    }
                    if (name.equals("equals")) {
                        return arguments != null && proxy == arguments[0];
                    }
                    if (!name.startsWith("execute")) {
                        return call(statement, method, arguments);
                    }
                    boolean said = arguments != null && arguments.length > 0 && arguments[0] instanceof String;
                    beforeStatement(said ? (String) arguments[0] : sql);
                    try {
                        Object result = call(statement, method, arguments);
                        if (autoCommit) {
                            end();
                        }
                        return result;
                    } catch (SQLException e) {
                        // The next statement, or the end of the connection, rolls back what failed.
                        forget();
                        throw e;
                    }
                });
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
