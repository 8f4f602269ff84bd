package io.joblane.bench;

import static io.joblane.bench.Figures.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import io.joblane.notification.AgentNews;
import io.joblane.notification.channel.ChannelAccounts;
import io.joblane.notification.channel.ChannelKind;
import io.joblane.notification.channel.LookUp;
import io.joblane.notification.channel.Outbound;
import io.joblane.notification.channel.Outcome;
import io.joblane.notification.channel.Sender;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Messages from the call that writes them to the record that they were sent: {@code bench.messages} a round, half by push in batches,
 * half by SMS one by one, providers that take 20 ms. The decision is the real one. Target: 500 a second.
 */
class NotificationBench extends BenchTest {
    private static final String COMPANY = "bench-notification";
    private static final int AGENTS = 500;
    private static final int MESSAGES = Integer.getInteger("bench.messages", 10_000);
    private static final int WRITERS = 4;
    private static final long PROVIDER_NANOS = 20_000_000;

    @MockitoBean
    private ChannelAccounts accounts;

    @Autowired
    private AgentNews news;

    @Autowired
    private TransactionTemplate transactions;

    private final AtomicInteger taken = new AtomicInteger();

    @Test
    void throughTheLedger() throws Exception {
        Map<ChannelKind, Sender> senders =
                Map.of(ChannelKind.PUSH, new Stub(500), ChannelKind.SMS, new Stub(1), ChannelKind.EMAIL, new Stub(1));
        when(accounts.senders()).thenReturn(senders);
        company(COMPANY, AGENTS);
        List<UUID> agents = in(
                COMPANY,
                () -> jdbc.sql("SELECT id FROM agent ORDER BY id")
                        .query(UUID.class)
                        .list());
        in(COMPANY, () -> jdbc.sql("""
                        INSERT INTO push_device (id, agent_id, token, platform, registered_at, seen_at)
                        SELECT gen_random_uuid(), id, 'token-' || id, 'android', now(), now() FROM agent
                        """).update());
        in(COMPANY, () -> jdbc.sql("""
                        INSERT INTO notification_preference (id, person_kind, person_id, prefers, created_at, version)
                        SELECT gen_random_uuid(), 'agent', id, 'sms', now(), 0 FROM agent ORDER BY id LIMIT :half
                        """).param("half", AGENTS / 2).update());
        in(COMPANY, () -> jdbc.sql("UPDATE agent SET phone = '+1 212 555 0100'").update());

        List<Double> all = new ArrayList<>();
        List<Double> written = new ArrayList<>();
        round(agents, new ArrayList<>());
        for (int i = 0; i < Sizes.ROUNDS; i++) {
            all.add(round(agents, written));
        }
        Figures.table(
                "Messages a second, medians of " + Sizes.ROUNDS + " rounds of " + MESSAGES,
                List.of("", "a second"),
                List.of(
                        List.of("written", number(Figures.median(written))),
                        List.of("written, routed, sent and recorded", number(Figures.median(all)))));
        assertThat(Figures.median(all)).isGreaterThan(0);
    }

    private double round(List<UUID> agents, List<Double> written) throws Exception {
        taken.set(0);
        long begun = System.nanoTime();
        List<Future<?>> writers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            for (int w = 0; w < WRITERS; w++) {
                int own = w;
                writers.add(threads.submit(() -> in(COMPANY, () -> {
                    for (int i = own; i < MESSAGES / 10; i += WRITERS) {
                        int from = i * 10;
                        // Ten a transaction, as a worker tells the agents of a job.
                        transactions.executeWithoutResult(status -> {
                            for (int m = from; m < from + 10; m++) {
                                news.tell(new AgentNews.News(
                                        "message_received",
                                        agents.get(m % agents.size()),
                                        UUID.randomUUID().toString(),
                                        Map.of("text", "Please call dispatch."),
                                        null,
                                        null));
                            }
                        });
                    }
                    return null;
                })));
            }
        }
        for (Future<?> writer : writers) {
            writer.get();
        }
        written.add(MESSAGES / seconds(begun));
        while (in(
                        COMPANY,
                        () -> jdbc.sql(
                                        "SELECT count(*) FROM notification WHERE state IN ('queued', 'sending') AND next_attempt_at IS NOT NULL")
                                .query(Integer.class)
                                .single())
                > 0) {
            LockSupport.parkNanos(20_000_000);
        }
        double rate = MESSAGES / seconds(begun);
        assertThat(taken.get()).isEqualTo(MESSAGES);
        return rate;
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    /** Takes everything after a while. */
    private final class Stub implements Sender {
        private final int batch;

        Stub(int batch) {
            this.batch = batch;
        }

        @Override
        public int batchSize() {
            return batch;
        }

        @Override
        public List<Outcome> send(List<Outbound> messages) {
            LockSupport.parkNanos(PROVIDER_NANOS);
            taken.addAndGet(messages.size());
            return messages.stream()
                    .map(message -> (Outcome) new Outcome.Accepted("p-" + message.id()))
                    .toList();
        }

        @Override
        public LookUp lookUp(Outbound message, Instant since, Predicate<String> isKnown) {
            return new LookUp.NotThere();
        }

        @Override
        public void close() {}
    }
}
