package io.joblane.engine.outbox;

import io.joblane.context.CurrentCompany;
import io.joblane.engine.OpenTask;
import io.joblane.engine.Outbox;
import io.joblane.engine.model.ModelCatalog;
import io.joblane.shared.Ids;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Writes rows in the caller's transaction and wakes the relay once that has committed. */
@Service
class TransactionalOutbox implements Outbox {
    private final OutboxTable table;
    private final OutboxRelay relay;
    private final ModelCatalog models;
    private final JsonMapper json;
    private final Clock clock;

    TransactionalOutbox(OutboxTable table, OutboxRelay relay, ModelCatalog models, JsonMapper json, Clock clock) {
        this.table = table;
        this.relay = relay;
        this.models = models;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void message(String name, UUID aggregate, Map<String, ?> variables) {
        add(OutboxTable.MESSAGE, name, aggregate, variables);
    }

    @Override
    public void completeTask(OpenTask task, UUID aggregate, Map<String, ?> variables) {
        add(OutboxTable.COMPLETE_TASK, Long.toString(task.key()), aggregate, variables);
    }

    private void add(String kind, String target, UUID aggregate, Map<String, ?> variables) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("An outbox row belongs to the transaction of the change it follows from");
        }
        String payload = json.writeValueAsString(variables);
        if (OutboxTable.MESSAGE.equals(kind) && models.startsProcess(target)) {
            table.addStart(Ids.next(), aggregate.toString(), target, payload, clock.instant());
        } else {
            table.add(Ids.next(), aggregate.toString(), kind, target, payload, clock.instant());
        }
        String company = CurrentCompany.required();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                relay.wake(company);
            }
        });
    }
}
