package io.joblane.notification.channel;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** Sends through one account of a company. Calls the provider: never inside a database transaction. */
public interface Sender extends AutoCloseable {
    /** How many messages the provider takes in one go. */
    int batchSize();

    /** @return what became of each, in their order; nothing is thrown for what the provider does */
    List<Outcome> send(List<Outbound> messages);

    /**
     * Whether a message of which the answer was lost has arrived at the provider.
     *
     * @param since when it was tried first
     * @param isKnown whether a provider's id belongs to another message of ours
     */
    LookUp lookUp(Outbound message, Instant since, Predicate<String> isKnown);

    @Override
    void close();
}
