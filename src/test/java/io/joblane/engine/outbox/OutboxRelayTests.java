package io.joblane.engine.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.company.Companies;
import io.joblane.engine.link.EngineLink;
import io.joblane.engine.link.EngineSettings;
import io.joblane.engine.outbox.EngineSender.Sent;
import io.joblane.engine.outbox.OutboxTable.Row;
import io.joblane.engine.task.DecidedTasks;
import io.joblane.shared.Ids;
import io.joblane.testing.MovingClock;
import io.joblane.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The relay on a real table, with an engine that answers what a test wants. */
class OutboxRelayTests {
    private static DataSource dataSource;

    private final MovingClock clock = new MovingClock();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private final TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    private final OutboxTable table = new OutboxTable(jdbc);
    private final List<OutboxRelay> relays = new ArrayList<>();
    private final List<String> delivered = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void database() {
        dataSource = TestDatabase.company();
    }

    @BeforeEach
    void emptyTable() {
        jdbc.sql("DELETE FROM outbox").update();
    }

    @AfterEach
    void stopRelays() {
        relays.forEach(OutboxRelay::stop);
    }

    @Test
    void twoRelaysKeepTheOrderOfEachAggregateAndSendNothingTwice() throws Exception {
        Function<Row, CompletionStage<Sent>> engine = row -> CompletableFuture.supplyAsync(() -> {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(2_000_000));
            if (ThreadLocalRandom.current().nextInt(10) == 0) {
                return new Sent.NotYet("busy");
            }
            delivered.add(row.aggregate() + ":" + row.target());
            return new Sent.Delivered();
        });
        OutboxRelay one = relay(engine);
        OutboxRelay two = relay(engine);
        try (ExecutorService writers = Executors.newFixedThreadPool(4)) {
            for (int aggregate = 0; aggregate < 20; aggregate++) {
                String name = "a" + aggregate;
                writers.execute(() -> {
                    for (int i = 0; i < 10; i++) {
                        add(name, Integer.toString(i));
                        (i % 2 == 0 ? one : two).wake("acme");
                    }
                });
            }
        }

        await(() -> unsent() == 0);

        assertThat(delivered).hasSize(200).doesNotHaveDuplicates();
        Map<String, List<String>> byAggregate = new ConcurrentHashMap<>();
        delivered.forEach(sent -> byAggregate
                .computeIfAbsent(sent.substring(0, sent.indexOf(':')), a -> new ArrayList<>())
                .add(sent.substring(sent.indexOf(':') + 1)));
        assertThat(byAggregate).hasSize(20);
        assertThat(byAggregate.values())
                .allSatisfy(
                        order -> assertThat(order).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
    }

    @Test
    void whatAReplicaTookAndDiedWithIsSentByAnotherOnceTheLeaseEnds() {
        add("a", "first");
        add("a", "second");
        assertThat(claim(10)).extracting(Row::target).containsExactly("first");
        assertThat(claim(10)).isEmpty();

        relay(row -> deliver(row));
        clock.advance(Duration.ofSeconds(29));
        relays.get(0).wake("acme");
        LockSupport.parkNanos(200_000_000);
        assertThat(delivered).isEmpty();
        clock.advance(Duration.ofSeconds(2));
        relays.get(0).wake("acme");

        await(() -> unsent() == 0);
        assertThat(delivered).containsExactly("a:first", "a:second");
        assertThat(jdbc.sql("SELECT attempts FROM outbox WHERE target = 'first'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void anEngineThatIsAwayForLongCostsNoneOfTheAttemptsARefusalHas() {
        int[] asked = new int[1];
        relay(row -> ++asked[0] <= 15
                ? CompletableFuture.completedFuture(new Sent.EngineAway("UNAVAILABLE"))
                : asked[0] == 16 ? CompletableFuture.completedFuture(new Sent.Refused("not now")) : deliver(row));
        add("a", "patient");

        await(() -> {
            clock.advance(Duration.ofSeconds(61));
            relays.get(0).wake("acme");
            return unsent() == 0;
        });

        assertThat(dead()).isEmpty();
        assertThat(delivered).containsExactly("a:patient");
    }

    @Test
    void aDeadLetterHoldsBackItsAggregateAndNothingElseUntilItIsRetried() {
        boolean[] mended = new boolean[1];
        relay(row -> row.target().equals("bad") && !mended[0]
                ? CompletableFuture.completedFuture(new Sent.Refused("no such thing"))
                : deliver(row));
        add("a", "bad");
        add("a", "behind");
        add("b", "beside");

        await(() -> {
            clock.advance(Duration.ofSeconds(61));
            relays.get(0).wake("acme");
            return dead().size() == 1;
        });

        assertThat(delivered).containsExactly("b:beside");
        DeadLetter letter = dead().get(0);
        assertThat(letter.target()).isEqualTo("bad");
        assertThat(letter.attempts()).isEqualTo(OutboxRelay.REFUSALS);
        assertThat(letter.lastError()).isEqualTo("no such thing");
        assertThat(letter.waiting()).isEqualTo(1);
        mended[0] = true;
        assertThat(table.revive(letter.id(), clock.instant())).isTrue();
        relays.get(0).wake("acme");
        await(() -> unsent() == 0);
        assertThat(delivered).containsExactly("b:beside", "a:bad", "a:behind");
        assertThat(table.revive(letter.id(), clock.instant())).isFalse();
    }

    @Test
    void aDroppedDeadLetterIsNeverSentAndHoldsNothingBack() {
        add("a", "bad");
        add("a", "behind");
        Row bad = claim(10).get(0);
        table.dead(bad.id(), clock.instant(), "no such thing");
        relay(this::deliver);

        assertThat(table.drop(bad.id(), clock.instant(), "Dropped by Ada: obsolete"))
                .isTrue();
        relays.get(0).wake("acme");

        await(() -> unsent() == 0);
        assertThat(delivered).containsExactly("a:behind");
        assertThat(dead()).isEmpty();
        assertThat(jdbc.sql("SELECT last_error FROM outbox WHERE target = 'bad'")
                        .query(String.class)
                        .single())
                .isEqualTo("Dropped by Ada: obsolete. no such thing");
        assertThat(table.drop(bad.id(), clock.instant(), "again")).isFalse();
    }

    @Test
    void aTaskStillInItsListenersIsTriedAgainSoonAndNeverGivenUp() {
        int[] tries = new int[1];
        relay(row -> ++tries[0] <= 3 * OutboxRelay.REFUSALS
                ? CompletableFuture.completedFuture(new Sent.NotYet("ASSIGNING"))
                : deliver(row));
        long began = System.nanoTime();
        add("a", "task");
        relays.get(0).wake("acme");

        await(() -> tries[0] >= 4);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        await(() -> {
            clock.advance(Duration.ofSeconds(6));
            relays.get(0).wake("acme");
            return unsent() == 0;
        });
        assertThat(delivered).containsExactly("a:task");
        assertThat(dead()).isEmpty();
    }

    @Test
    void anEngineThatIsAwayLosesNothingHoweverLongItTakes() {
        int[] tries = new int[1];
        relay(row -> ++tries[0] <= 2 * OutboxRelay.REFUSALS
                ? CompletableFuture.completedFuture(new Sent.EngineAway("UNAVAILABLE"))
                : deliver(row));
        add("a", "message");

        await(() -> {
            clock.advance(Duration.ofSeconds(61));
            relays.get(0).wake("acme");
            return unsent() == 0;
        });
        assertThat(delivered).containsExactly("a:message");
    }

    @Test
    void theRelayOutlivesASenderThatBreaks() {
        int[] tries = new int[1];
        relay(row -> {
            if (tries[0]++ == 0) {
                throw new IllegalStateException("a fault of ours");
            }
            return deliver(row);
        });
        add("a", "message");
        relays.get(0).wake("acme");
        await(() -> tries[0] == 1);

        await(() -> {
            clock.advance(Duration.ofSeconds(31));
            relays.get(0).wake("acme");
            return unsent() == 0;
        });
        assertThat(delivered).containsExactly("a:message");
    }

    @Test
    void delaysGrowToTheirLimit() {
        assertThat(OutboxRelay.delay(1)).isEqualTo(Duration.ofMillis(500));
        assertThat(OutboxRelay.delay(3)).isEqualTo(Duration.ofSeconds(2));
        assertThat(OutboxRelay.delay(1_000)).isEqualTo(Duration.ofSeconds(60));
        assertThat(OutboxRelay.shortDelay(1)).isEqualTo(Duration.ofMillis(25));
        assertThat(OutboxRelay.shortDelay(1_000)).isEqualTo(Duration.ofSeconds(5));
    }

    private CompletionStage<Sent> deliver(Row row) {
        delivered.add(row.aggregate() + ":" + row.target());
        return CompletableFuture.completedFuture(new Sent.Delivered());
    }

    private OutboxRelay relay(Function<Row, CompletionStage<Sent>> engine) {
        EngineSender sender = new EngineSender(Mockito.mock(EngineLink.class), new DecidedTasks()) {
            @Override
            CompletionStage<Sent> send(Row row) {
                return engine.apply(row);
            }
        };
        Companies none = Mockito.mock(Companies.class);
        @SuppressWarnings("unchecked")
        ObjectProvider<Companies> companies = Mockito.mock(ObjectProvider.class);
        Mockito.when(companies.getObject()).thenReturn(none);
        EngineSettings settings = Mockito.mock(EngineSettings.class);
        Mockito.when(settings.engine()).thenReturn(EngineSettings.Mode.CLUSTER);
        OutboxRelay relay = new OutboxRelay(table, sender, transactions, clock, companies, settings);
        relays.add(relay);
        relay.start();
        relay.wake("acme");
        return relay;
    }

    private void add(String aggregate, String target) {
        table.add(Ids.next(), aggregate, OutboxTable.MESSAGE, target, "{}", clock.instant());
    }

    private List<Row> claim(int limit) {
        List<Row> claimed = transactions.execute(status -> table.claim(limit, clock.instant(), Duration.ofSeconds(30)));
        return claimed == null ? List.of() : claimed;
    }

    private List<DeadLetter> dead() {
        return table.deadLetters(null, 10);
    }

    private int unsent() {
        return jdbc.sql("SELECT count(*) FROM outbox WHERE sent_at IS NULL")
                .query(Integer.class)
                .single();
    }

    private static void await(BooleanSupplier look) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!look.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited 20 s in vain").isLessThan(until);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
