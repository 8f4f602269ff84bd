package io.joblane.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.notification.channel.LookUp;
import io.joblane.notification.channel.Outcome;
import io.joblane.notification.domain.AgentEvent;
import io.joblane.notification.domain.CustomerEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Nothing lost, and nothing twice as far as the provider lets us know. */
class OnceTests extends DeliveryTest {
    @Autowired
    private TransactionTemplate transactions;

    @Test
    void aTransientFaultIsTriedAgainAndNotBeforeTheProviderWantsIt() {
        sms();
        sms.answer = message -> new Outcome.Busy("Twilio answers 429", Duration.ofSeconds(40));
        notifier.tellCustomer(booking, CustomerEvent.AGENT_ARRIVED);
        deliver();
        assertThat(sms.to(number(booking))).isOne();

        sms.answer = message -> new Outcome.Accepted("SM1" + message.id());
        clock.advance(Duration.ofSeconds(39));
        deliver();
        assertThat(sms.to(number(booking))).isOne();

        clock.advance(Duration.ofSeconds(1));
        deliver();
        assertThat(sms.to(number(booking))).isEqualTo(2);
        assertThat(states()).contains("sms sent");
        assertThat(sms.lookedUp).isEmpty();
    }

    @Test
    void whoeverStaysAwayTooLongIsGivenUp() {
        route("[\"sms\", \"email\"]", "[null, null]");
        sms.answer = message -> new Outcome.Busy("Twilio cannot be reached", null);
        notifier.tellCustomer(booking, CustomerEvent.AGENT_ARRIVED);
        for (int i = 0; i < Backoff.ATTEMPTS; i++) {
            deliver();
            clock.advance(Duration.ofMinutes(20));
        }
        deliver();

        assertThat(sms.to(number(booking))).isEqualTo(Backoff.ATTEMPTS);
        assertThat(states()).containsExactly("sms failed", "email sent");
    }

    @Test
    void whatWaitsToBeTriedAgainGivesWayToTheNextChannelInTime() {
        route("[\"sms\", \"email\"]", "[\"PT10M\", null]");
        sms.answer = message -> new Outcome.Busy("Twilio answers 503", Duration.ofHours(1));
        notifier.tellCustomer(booking, CustomerEvent.AGENT_ARRIVED);
        deliver();
        clock.advance(Duration.ofMinutes(10));
        deliver();

        assertThat(states()).containsExactly("sms failed", "email sent");
        assertThat(detail("sms")).startsWith("not sent in time");
    }

    /** The provider took it, and its answer was lost. */
    @Test
    void aLostAnswerIsLookedUpInsteadOfSentAgain() {
        sms();
        sms.answer = message -> new Outcome.InDoubt("lost");
        notifier.tellCustomer(booking, CustomerEvent.AGENT_ARRIVED);
        deliver();
        assertThat(states()).contains("sms sending");

        sms.found = new LookUp.Found("SM-found");
        clock.advance(Duration.ofSeconds(30));
        deliver();

        assertThat(sms.to(number(booking))).isOne();
        assertThat(states()).contains("sms sent");
        assertThat(jdbc.sql("SELECT provider_id FROM notification WHERE id = ?")
                        .param(row("sms"))
                        .query(String.class)
                        .single())
                .isEqualTo("SM-found");
    }

    @Test
    void whatTheProviderHasNotIsSentAgain() {
        sms();
        sms.answer = message -> new Outcome.InDoubt("lost");
        notifier.tellCustomer(booking, CustomerEvent.AGENT_ARRIVED);
        deliver();

        sms.answer = message -> new Outcome.Accepted("SM2" + message.id());
        sms.found = new LookUp.NotThere();
        clock.advance(Duration.ofSeconds(30));
        deliver();

        assertThat(sms.to(number(booking))).isEqualTo(2);
        assertThat(states()).contains("sms sent");
    }

    @Test
    void anSmsThatNobodyCanLookUpIsNeverSentAgain() {
        route("[\"sms\", \"email\"]", "[null, null]");
        sms.answer = message -> new Outcome.InDoubt("lost");
        notifier.tellCustomer(booking, CustomerEvent.AGENT_ARRIVED);
        deliver();
        sms.found = new LookUp.Unknown("away", null);
        for (int i = 0; i < Backoff.ATTEMPTS; i++) {
            clock.advance(Duration.ofMinutes(20));
            deliver();
        }

        assertThat(sms.to(number(booking))).isOne();
        assertThat(states()).containsExactly("sms failed", "email sent");
        assertThat(detail("sms")).startsWith("unknown whether it was sent");
    }

    /** Where there is no look-up, the second copy carries what lets the other end recognise it: the same id. */
    @Test
    void aPushThatNobodyCanLookUpIsSentAgainUnderTheSameId() {
        route("[\"push\"]", "[null, null]");
        push.answer = message -> new Outcome.InDoubt("lost");
        push.found = new LookUp.NotOffered();
        notifier.tellAgent(booking, AgentEvent.TRIP_ASSIGNED);
        deliver();
        push.answer = message -> new Outcome.Accepted("m-1");
        clock.advance(Duration.ofSeconds(30));
        deliver();

        assertThat(push.taken).extracting(message -> message.id()).containsExactly(row("push"), row("push"));
        assertThat(states()).containsExactly("push sent");
    }

    /** kill -9 between the row and the send, or between the send and its record: all that is left is the lease. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAProcessHadClaimedWhenItDiedIsClearedUp(boolean wasSent) {
        sms();
        notifier.tellCustomer(booking, CustomerEvent.AGENT_ARRIVED);
        // The first turn gives the SMS its row.
        transactions.executeWithoutResult(status -> {
            List<Due> heads = table.claim(10, clock.instant(), LEASE);
            heads.stream()
                    .filter(row -> booking.toString().equals(row.ids().get("bookingId")))
                    .forEach(row -> records.write(
                            List.of(new Verdict(row, smsFirst(), 0, new Verdict.Moved(0, ""))), clock.instant()));
        });
        transactions.executeWithoutResult(
                status -> assertThat(table.claim(10, clock.instant(), LEASE)).isNotEmpty());
        sms.found = wasSent ? new LookUp.Found("SM-crash") : new LookUp.NotThere();

        deliver();
        assertThat(sms.to(number(booking))).isZero();
        clock.advance(LEASE);
        deliver();

        assertThat(sms.lookedUp).containsOnlyKeys(row("sms"));
        assertThat(sms.to(number(booking))).isEqualTo(wasSent ? 0 : 1);
        assertThat(states()).contains("sms sent");
    }

    @Test
    void replicasShareTheWorkAndNoneDoesItTwice() throws Exception {
        route("[\"push\"]", "[null, null]");
        List<UUID> bookings = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            UUID one = rows.booking("accepted");
            rows.assignment(one, agentWithPhone(), "accepted", true);
            bookings.add(one);
        }
        bookings.forEach(one -> notifier.tellAgent(one, AgentEvent.TRIP_ASSIGNED));

        for (Future<Boolean> replica : atOnce(3, () -> {
            deliver(turn());
            return true;
        })) {
            replica.get();
        }
        deliver();

        Set<UUID> ids = new HashSet<>();
        push.taken.forEach(message -> assertThat(ids.add(message.id())).isTrue());
        assertThat(ids).hasSize(60);
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM notification WHERE booking_id = ANY(?) AND channel = 'push' AND state = 'sent'")
                        .param(bookings.toArray(UUID[]::new))
                        .query(Integer.class)
                        .single())
                .isEqualTo(60);
    }

    /** What was sent after the backup is not in the restored data. */
    @Test
    void afterARestoreWhatIsLeftToSendIsLookedUpFirst() {
        sms();
        notifier.tellCustomer(booking, CustomerEvent.AGENT_ARRIVED);
        transactions.executeWithoutResult(status -> new DeliveryReentry(jdbc).startAgain());
        sms.found = new LookUp.Found("SM-before");

        deliver();

        assertThat(sms.to(number(booking))).isZero();
        assertThat(states()).contains("sms sent");
    }

    private UUID agentWithPhone() {
        UUID one = rows.agent("Replica");
        phone(one, "token-" + one);
        return one;
    }

    private void sms() {
        route("[\"sms\"]", "[null, null]");
    }

    private static Route smsFirst() {
        return new Route("urgent", List.of(io.joblane.notification.channel.ChannelKind.SMS), List.of("", ""), 3);
    }
}
