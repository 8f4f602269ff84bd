package io.joblane.engine.instance;

import io.camunda.client.api.CamundaFuture;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.response.CancelProcessInstanceResponse;
import io.grpc.Status;
import io.joblane.database.Transactions;
import io.joblane.engine.EngineTies;
import io.joblane.engine.EngineUnavailableException;
import io.joblane.engine.link.EngineLink;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The rows of {@code process_instance}, written by the listener {@code process.started} before an instance does anything. */
@Service
public class ProcessInstances implements EngineTies {
    private static final int AT_ONCE = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final EngineLink engine;
    private final Clock clock;

    ProcessInstances(JdbcClient jdbc, Transactions transactions, EngineLink engine, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.engine = engine;
        this.clock = clock;
    }

    /** Idempotent: a listener's job may come twice. */
    public void started(long key, String processId) {
        transactions.run(() -> jdbc.sql("INSERT INTO process_instance (engine_id, key, process_id, first_seen)"
                        + " VALUES (:engine, :key, :process, :now) ON CONFLICT DO NOTHING")
                .param("engine", engine.id())
                .param("key", key)
                .param("process", processId)
                .param("now", Timestamp.from(clock.instant()))
                .update());
    }

    @Override
    public Set<Long> instances() {
        return transactions.run(() -> new TreeSet<>(jdbc.sql(
                        "SELECT key FROM process_instance WHERE engine_id = :engine"
                                + " UNION SELECT instance_key FROM user_task WHERE engine_id = :engine AND state = 'open'")
                .param("engine", engine.id())
                .query(Long.class)
                .list()));
    }

    @Override
    public int cancel(Collection<Long> instances) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("The engine must not be asked inside a database transaction");
        }
        int cancelled = 0;
        List<Long> oldestFirst = List.copyOf(new TreeSet<>(instances));
        for (int from = 0; from < oldestFirst.size(); from += AT_ONCE) {
            List<CamundaFuture<CancelProcessInstanceResponse>> sent = new ArrayList<>();
            for (long key : oldestFirst.subList(from, Math.min(from + AT_ONCE, oldestFirst.size()))) {
                sent.add(engine.client()
                        .newCancelInstanceCommand(key)
                        .requestTimeout(TIMEOUT)
                        .send());
            }
            for (var answer : sent) {
                cancelled += hasCancelled(answer) ? 1 : 0;
            }
        }
        return cancelled;
    }

    private static boolean hasCancelled(CamundaFuture<CancelProcessInstanceResponse> answer) {
        try {
            answer.join();
            return true;
        } catch (ClientStatusException e) {
            // It has ended, or it is a called one, which ends with its caller.
            if (e.getStatusCode() == Status.Code.NOT_FOUND || e.getStatusCode() == Status.Code.FAILED_PRECONDITION) {
                return false;
            }
            throw new EngineUnavailableException(e);
        } catch (ClientException e) {
            throw new EngineUnavailableException(e);
        }
    }

    @Override
    public void keep(Connection database, Collection<Long> instances) throws SQLException {
        try (var insert =
                database.prepareStatement("INSERT INTO process_instance (engine_id, key, process_id, first_seen)"
                        + " SELECT ?, key, 'unknown', ? FROM unnest(?::bigint[]) AS key ON CONFLICT DO NOTHING")) {
            insert.setString(1, engine.id());
            insert.setTimestamp(2, Timestamp.from(clock.instant()));
            insert.setArray(3, database.createArrayOf("bigint", instances.toArray()));
            insert.executeUpdate();
        }
    }

    @Override
    public void cut() {
        jdbc.sql("UPDATE user_task SET state = 'canceled', closed_at = ? WHERE state = 'open'")
                .param(Timestamp.from(clock.instant()))
                .update();
        jdbc.sql("DELETE FROM outbox WHERE sent_at IS NULL").update();
    }
}
