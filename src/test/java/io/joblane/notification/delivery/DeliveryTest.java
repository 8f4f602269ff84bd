package io.joblane.notification.delivery;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.joblane.engine.Decisions;
import io.joblane.notification.channel.ChannelAccounts;
import io.joblane.notification.channel.ChannelKind;
import io.joblane.notification.channel.Sender;
import io.joblane.notification.domain.Notifier;
import io.joblane.notification.recipient.Recipients;
import io.joblane.notification.recipient.UnsubscribeLinks;
import io.joblane.notification.template.Wording;
import io.joblane.shared.Ids;
import io.joblane.testing.DomainTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Messages of the ledger, taken turn by turn to senders that answer as the test says; the decision is stood in for. */
abstract class DeliveryTest extends DomainTest {
    protected static final Duration LEASE = Duration.ofMinutes(2);

    @Autowired
    protected Notifier notifier;

    @Autowired
    protected DeliveryTable table;

    @Autowired
    protected Records records;

    @Autowired
    protected Receipts receipts;

    @Autowired
    private Recipients recipients;

    @Autowired
    private Wording wording;

    @Autowired
    private UnsubscribeLinks links;

    @Autowired
    private Callbacks callbacks;

    @Autowired
    private TransactionTemplate transactions;

    protected final FakeSender push = new FakeSender(500);
    protected final FakeSender sms = new FakeSender(1);
    protected final FakeSender email = new FakeSender(1);
    protected final Map<ChannelKind, Sender> senders = new EnumMap<>(ChannelKind.class);
    protected volatile String decision;
    protected volatile RuntimeException noDecision;
    protected UUID agent;
    protected UUID booking;
    protected UUID assignment;
    protected DeliveryTurn turn;

    @BeforeEach
    void everythingIsSetUp() {
        jdbc.sql(
                        "UPDATE notification SET state = 'suppressed', next_attempt_at = NULL, fallback_at = NULL WHERE state IN ('queued', 'sending') OR fallback_at IS NOT NULL")
                .update();
        senders.put(ChannelKind.PUSH, push);
        senders.put(ChannelKind.SMS, sms);
        senders.put(ChannelKind.EMAIL, email);
        route("[\"push\", \"sms\", \"email\"]", "[\"PT2M\", \"PT15M\"]");
        noDecision = null;
        agent = rows.agent("Ada Byron");
        phone(agent, "token-" + agent);
        booking = rows.booking("accepted");
        assignment = rows.assignment(booking, agent, "accepted", true);
        // A number of their own, so that a block of one test is not that of the next.
        jdbc.sql("UPDATE agent SET phone = ? WHERE id = ?")
                .param(number(agent))
                .param(agent)
                .update();
        jdbc.sql("UPDATE customer SET phone = ? WHERE id = (SELECT customer_id FROM booking WHERE id = ?)")
                .param(number(booking))
                .param(booking)
                .update();
        turn = turn();
    }

    protected final void route(String channels, String after) {
        route(channels, after, "now", "null");
    }

    protected final void route(String channels, String after, String disturb, String until) {
        decision = "{\"urgency\": \"urgent\", \"channels\": %s, \"after\": %s, \"disturb\": \"%s\", \"until\": %s}"
                .formatted(channels, after, disturb, until);
    }

    protected static String number(UUID of) {
        return "+1" + (2_000_000_000L + Math.floorMod(of.hashCode(), 900_000_000));
    }

    protected final void phone(UUID owner, String token) {
        jdbc.sql(
                        "INSERT INTO push_device (id, agent_id, token, platform, registered_at, seen_at) VALUES (?, ?, ?, 'android', ?, ?)")
                .param(Ids.next())
                .param(owner)
                .param(token)
                .param(Timestamp.from(clock.instant()))
                .param(Timestamp.from(clock.instant()))
                .update();
    }

    /** As one replica has it. */
    protected final DeliveryTurn turn() {
        ChannelAccounts accounts = mock(ChannelAccounts.class);
        when(accounts.senders()).thenAnswer(call -> Map.copyOf(senders));
        Decisions decisions = (id, input) -> {
            if (noDecision != null) {
                throw noDecision;
            }
            return new Decisions.Evaluation(new JsonMapper().readTree(decision), 7, 3, null);
        };
        ObjectProvider<Showcase> nobody = new ObjectProvider<>() {
            @Override
            public Showcase getObject() {
                throw new IllegalStateException();
            }

            @Override
            public Showcase getIfAvailable() {
                return null;
            }
        };
        Courier courier = new Courier(
                new Routing(decisions), accounts, recipients, wording, links, callbacks, companies, nobody, clock);
        return new DeliveryTurn(
                COMPANY.slug(),
                table,
                courier,
                new Dispatch(table, clock),
                records,
                transactions,
                clock,
                new SimpleMeterRegistry(),
                new Semaphore(64),
                LEASE,
                () -> {});
    }

    /** Until nothing is due now and every answer is recorded. */
    protected final void deliver() {
        deliver(turn);
    }

    protected static void deliver(DeliveryTurn of) {
        while (of.take(false) || of.inFlight() > 0) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** "channel state" of the booking's rows outside the app, in the order in which they were tried. */
    protected final List<String> states() {
        return jdbc.sql("""
                        SELECT channel || ' ' || state FROM notification WHERE booking_id = ? AND channel <> 'in_app'
                        ORDER BY step NULLS FIRST, id
                        """).param(booking).query(String.class).list();
    }

    protected final UUID row(String channel) {
        return jdbc.sql("SELECT id FROM notification WHERE booking_id = ? AND channel = ?")
                .param(booking)
                .param(channel)
                .query(UUID.class)
                .single();
    }

    protected final String detail(String channel) {
        return jdbc.sql("SELECT detail FROM notification WHERE booking_id = ? AND channel = ?")
                .param(booking)
                .param(channel)
                .query(String.class)
                .optional()
                .orElse("");
    }
}
