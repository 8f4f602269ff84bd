package io.joblane.notification.delivery;

import io.joblane.notification.channel.LookUp;
import io.joblane.notification.channel.Outbound;
import io.joblane.notification.channel.Outcome;
import io.joblane.notification.channel.Sender;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/** A provider that answers as a test says and remembers what it took. */
final class FakeSender implements Sender {
    final List<Outbound> taken = new CopyOnWriteArrayList<>();
    final Map<UUID, Integer> lookedUp = new ConcurrentHashMap<>();
    private final int batch;
    volatile Function<Outbound, Outcome> answer = message -> new Outcome.Accepted("p-" + message.id());
    volatile LookUp found = new LookUp.NotThere();

    FakeSender(int batch) {
        this.batch = batch;
    }

    @Override
    public int batchSize() {
        return batch;
    }

    @Override
    public List<Outcome> send(List<Outbound> messages) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Outbound message : messages) {
            taken.add(message);
            outcomes.add(answer.apply(message));
        }
        return outcomes;
    }

    @Override
    public LookUp lookUp(Outbound message, Instant since, Predicate<String> isKnown) {
        lookedUp.merge(message.id(), 1, Integer::sum);
        return found;
    }

    @Override
    public void close() {}

    /** How often it took messages to that address. */
    long to(String address) {
        return taken.stream().filter(message -> message.to().contains(address)).count();
    }
}
