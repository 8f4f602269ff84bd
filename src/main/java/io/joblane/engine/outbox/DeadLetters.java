package io.joblane.engine.outbox;

import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.context.CurrentCompany;
import io.joblane.identity.Admin;
import io.joblane.shared.Problem;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What an admin does about a dead letter: mend the cause and retry, or let it go so that what waits behind it may. */
@Service
class DeadLetters {
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final OutboxTable table;
    private final OutboxRelay relay;
    private final TransactionTemplate transactions;
    private final Clock clock;

    DeadLetters(OutboxTable table, OutboxRelay relay, TransactionTemplate transactions, Clock clock) {
        this.table = table;
        this.relay = relay;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Admin
    List<DeadLetter> page(@Nullable Long after, int limit) {
        return table.deadLetters(after, limit);
    }

    /** @throws Problem 404 where it is none, or none any more */
    @Admin
    void retry(UUID id) {
        change(() -> table.revive(id, clock.instant()));
        log.warn("Dead letter {} is tried again, by {}", id, CurrentActor.get().auditName());
    }

    /** @throws Problem 404 where it is none, or none any more */
    @Admin
    void drop(UUID id, String reason) {
        Actor actor = CurrentActor.get();
        change(() -> table.drop(id, clock.instant(), "Dropped by " + actor.label() + ": " + reason));
        // The row keeps the name and the reason, which may name somebody; the log keeps neither.
        log.warn("Dead letter {} is dropped by {}", id, actor.auditName());
    }

    private void change(Supplier<Boolean> update) {
        if (!Boolean.TRUE.equals(transactions.execute(status -> update.get()))) {
            throw Problem.notFound(
                    "dead_letter_unknown", "There is no such dead letter, or no longer. Read the list again.");
        }
        relay.wake(CurrentCompany.required());
    }
}
