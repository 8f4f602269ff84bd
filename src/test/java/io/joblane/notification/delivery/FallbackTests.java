package io.joblane.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.engine.EngineUnavailableException;
import io.joblane.notification.channel.BlockReason;
import io.joblane.notification.channel.ChannelKind;
import io.joblane.notification.channel.Outbound;
import io.joblane.notification.channel.Outcome;
import io.joblane.notification.domain.AgentEvent;
import io.joblane.notification.domain.CustomerEvent;
import io.joblane.notification.domain.NoticeBoard;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** One channel after the other, as the decision says. */
class FallbackTests extends DeliveryTest {
    @Autowired
    private NoticeBoard notices;

    @Test
    void theFirstChannelHasItsTimeThenTheNextOneFollows() {
        notifier.tellAgent(booking, AgentEvent.TRIP_ASSIGNED);
        deliver();
        assertThat(states()).containsExactly("push sent");
        Outbound sent = push.taken.getFirst();
        assertThat(sent.to()).containsExactly("token-" + agent);
        assertThat(sent.title()).startsWith("New trip BK-");
        assertThat(sent.text()).contains("5 Pine Street", "Sat 4 Jul, 14:30 EDT");
        assertThat(sent.data()).containsEntry("bookingId", booking.toString());

        clock.advance(Duration.ofMinutes(1));
        deliver();
        assertThat(states()).containsExactly("push sent");

        clock.advance(Duration.ofMinutes(1));
        deliver();
        assertThat(states()).containsExactly("push sent", "sms sent");
        assertThat(sms.taken.getFirst().to()).containsExactly(number(agent));
        assertThat(sms.taken.getFirst().text()).startsWith("Acme: New trip BK-");

        clock.advance(Duration.ofMinutes(15));
        deliver();
        assertThat(states()).containsExactly("push sent", "sms sent", "email sent");
        assertThat(email.taken.getFirst().html()).contains("<h1", "5 Pine Street", "unsubscriptions/acme.");

        clock.advance(Duration.ofHours(20));
        deliver();
        assertThat(states()).hasSize(3);
    }

    @Test
    void whoHasReadItInTheAppGetsNothingMore() {
        notifier.tellAgent(booking, AgentEvent.TRIP_ASSIGNED);
        deliver();
        UUID shown = notices.ofAgent(agent, null, 1).getFirst().id();

        assertThat(notices.markRead(shown, agent)).isTrue();
        clock.advance(Duration.ofHours(1));
        deliver();

        assertThat(states()).containsExactly("push sent");
    }

    @Test
    void whoTapsThePushHasReadTheMessage() {
        notifier.tellAgent(booking, AgentEvent.TRIP_ASSIGNED);
        deliver();

        assertThat(notices.markRead(row("push"), agent)).isTrue();
        clock.advance(Duration.ofHours(1));
        deliver();

        assertThat(states()).containsExactly("push read");
        assertThat(notices.ofAgent(agent, null, 1).getFirst().state()).isEqualTo("read");
    }

    @Test
    void aDeadPhoneIsForgottenAndTheNextChannelFollowsAtOnce() {
        push.answer = message -> new Outcome.Refused("UNREGISTERED", null, message.to());

        notifier.tellAgent(booking, AgentEvent.TRIP_ASSIGNED);
        deliver();
        assertThat(states()).containsExactly("push failed", "sms sent");
        assertThat(detail("push")).isEqualTo("UNREGISTERED");

        notifier.tellAgent(booking, AgentEvent.TRIP_REMINDER);
        deliver();
        assertThat(push.to("token-" + agent)).isOne();
    }

    @Test
    void aDeadNumberIsNeverTriedAgain() {
        route("[\"sms\", \"email\"]", "[null, null]");
        sms.answer = message -> new Outcome.Refused("Twilio 21211", BlockReason.INVALID);

        notifier.tellCustomer(booking, CustomerEvent.AGENT_ARRIVED);
        deliver();
        assertThat(states()).containsExactly("sms failed", "email sent");

        notifier.tellCustomer(booking, CustomerEvent.AGENT_ON_THE_WAY);
        deliver();
        assertThat(sms.to(number(booking))).isOne();
        assertThat(email.taken.stream().filter(each -> each.title().contains("on the way")))
                .hasSize(1);
    }

    @Test
    void aRowWhoseChannelComesLaterWaitsForItsTurn() {
        route("[\"sms\", \"email\"]", "[\"PT10M\", null]");
        notifier.tellCustomer(booking, CustomerEvent.AGENT_ARRIVED);
        deliver();
        assertThat(states()).containsExactly("sms sent", "email queued");
        assertThat(email.to(mail())).isZero();

        clock.advance(Duration.ofMinutes(10));
        deliver();
        assertThat(states()).containsExactly("sms sent", "email sent");
        assertThat(email.to(mail())).isOne();
    }

    @Test
    void whatIsNotSetUpOrHasNoAddressIsPassedOver() {
        senders.remove(ChannelKind.SMS);
        jdbc.sql("DELETE FROM push_device WHERE agent_id = ?").param(agent).update();

        notifier.tellAgent(booking, AgentEvent.TRIP_ASSIGNED);
        deliver();

        assertThat(states()).containsExactlyInAnyOrder("push suppressed", "email sent");
        assertThat(detail("push")).isEqualTo("push: no phone registered; sms: channel not configured");
    }

    @Test
    void whereNothingIsSetUpNothingPassesForSent() {
        senders.clear();

        notifier.tellAgent(booking, AgentEvent.TRIP_ASSIGNED);
        notifier.tellCustomer(booking, CustomerEvent.AGENT_ASSIGNED);
        deliver();

        assertThat(states()).containsExactlyInAnyOrder("push suppressed", "email suppressed");
        assertThat(detail("push"))
                .isEqualTo("push: channel not configured; sms: channel not configured; email: channel not configured");
    }

    @Test
    void aPhoneThatWentToAnotherAgentIsTheirs() {
        UUID other = rows.agent("Bob");
        clock.advance(Duration.ofMinutes(1));
        phone(other, "token-" + agent);

        notifier.tellAgent(booking, AgentEvent.TRIP_ASSIGNED);
        deliver();

        assertThat(push.to("token-" + agent)).isZero();
        assertThat(states()).containsExactly("push suppressed", "sms sent");
    }

    @Test
    void aPhoneUnusedForThirtyDaysIsPassedOver() {
        jdbc.sql("UPDATE push_device SET seen_at = seen_at - interval '31 days' WHERE agent_id = ?")
                .param(agent)
                .update();

        notifier.tellAgent(booking, AgentEvent.TRIP_ASSIGNED);
        deliver();

        assertThat(states()).containsExactly("push suppressed", "sms sent");
    }

    @Test
    void pushAndSmsWaitThroughTheNightAndMailDoesNot() {
        // 23:30 in New York
        clock.set(Instant.parse("2026-06-02T03:30:00Z"));
        route("[\"push\", \"email\"]", "[\"PT2H\", null]", "wait", "7");
        notifier.tellAgent(booking, AgentEvent.TRIP_REMINDER);
        deliver();
        assertThat(states()).containsExactly("push queued");

        clock.set(Instant.parse("2026-06-02T10:59:00Z"));
        deliver();
        assertThat(states()).containsExactly("push queued");

        clock.set(Instant.parse("2026-06-02T11:00:00Z"));
        route("[\"push\", \"email\"]", "[\"PT2H\", null]");
        deliver();
        assertThat(states()).containsExactly("push sent");

        clock.set(Instant.parse("2026-06-02T03:30:00Z"));
        route("[\"email\"]", "[null, null]", "wait", "7");
        notifier.tellCustomer(booking, CustomerEvent.TRIP_AMENDED);
        deliver();
        assertThat(states()).contains("email sent");
    }

    @Test
    void whoWantsTheAppOnlyGetsNothingElse() {
        route("[]", "[null, null]");
        notifier.tellAgent(booking, AgentEvent.TRIP_AMENDED);
        deliver();

        assertThat(states()).containsExactly("push suppressed");
        assertThat(detail("push")).isEqualTo("the app is enough");
        assertThat(notices.ofAgent(agent, null, 1)).hasSize(1);
    }

    @Test
    void whileNobodyDecidesMessagesWait() {
        noDecision = new EngineUnavailableException(new IllegalStateException("away"));
        notifier.tellAgent(booking, AgentEvent.TRIP_ASSIGNED);
        deliver();
        assertThat(states()).containsExactly("push queued");

        noDecision = null;
        clock.advance(Duration.ofSeconds(10));
        deliver();
        assertThat(states()).containsExactly("push sent");
    }

    @Test
    void whatIsOlderThanADayIsNoNews() {
        notifier.tellAgent(booking, AgentEvent.TRIP_ASSIGNED);
        clock.advance(Duration.ofHours(25));
        deliver();

        assertThat(states()).containsExactly("push suppressed");
        assertThat(detail("push")).isEqualTo("older than a day");
    }

    @Test
    void theCompanysOwnWordsAreUsed() {
        jdbc.sql("""
                        INSERT INTO notification_template (id, event, channel, language, title, text, created_at, version)
                        VALUES (gen_random_uuid(), 'agent.customer_waiting', 'push', 'en', 'Hurry', 'To [(${pickup})] now!', now(), 0)
                        """).update();

        notifier.tellAgent(booking, AgentEvent.CUSTOMER_WAITING);
        deliver();

        assertThat(push.taken.getLast().title()).isEqualTo("Hurry");
        assertThat(push.taken.getLast().text()).isEqualTo("To 5 Pine Street now!");
    }

    private String mail() {
        return jdbc.sql("SELECT c.email FROM customer c JOIN booking b ON b.customer_id = c.id WHERE b.id = ?")
                .param(booking)
                .query(String.class)
                .single();
    }
}
