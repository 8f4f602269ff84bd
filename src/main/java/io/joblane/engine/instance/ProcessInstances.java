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
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
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

    /**
     * Idempotent: a listener's job may come twice.
     *
     * @param restoration on which data it was started; null for a called one, which ends with its caller
     * @return false where that data was replaced by a restore since: the instance must end and is not kept
     */
    public boolean started(long key, String processId, @Nullable String restoration) {
        return transactions.run(() -> keep(key, processId, restoration) || isKept(key));
    }

    private boolean keep(long key, String processId, @Nullable String restoration) {
        return jdbc.sql("INSERT INTO process_instance (engine_id, key, process_id, first_seen)"
                                + " SELECT :engine, :key, :process, :now FROM data_origin"
                                + " WHERE :restoration::text IS NULL OR coalesce(restoration::text, 'none') = :restoration"
                                + " ON CONFLICT DO NOTHING")
                        .param("engine", engine.id())
                        .param("key", key)
                        .param("process", processId)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("restoration", restoration)
                        .update()
                == 1;
    }

    /** Whether its job came before, and its answer was lost. */
    private boolean isKept(long key) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM process_instance WHERE engine_id = ? AND key = ?)")
                .param(engine.id())
                .param(key)
                .query(Boolean.class)
                .single();
    }

    /** Ends one instance. Called outside any transaction. */
    public CompletionStage<?> end(long key) {
        return engine.client()
                .newCancelInstanceCommand(key)
                .requestTimeout(TIMEOUT)
                .send();
    }

    @Override
    public Set<Long> instances(Connection database) throws SQLException {
        try (var query = database.prepareStatement("SELECT key FROM process_instance WHERE engine_id = ?"
                + " UNION SELECT instance_key FROM user_task WHERE engine_id = ? AND state = 'open'")) {
            query.setString(1, engine.id());
            query.setString(2, engine.id());
            Set<Long> found = new TreeSet<>();
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    found.add(row.getLong(1));
                }
            }
            return found;
        }
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
    public void mark(Connection database, UUID restoration, Collection<Long> instances) throws SQLException {
        try (var update = database.prepareStatement("UPDATE data_origin SET restoration = ?")) {
            update.setObject(1, restoration);
            if (update.executeUpdate() != 1) {
                throw new IllegalStateException("data_origin must hold one row");
            }
        }
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
