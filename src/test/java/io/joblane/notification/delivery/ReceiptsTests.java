package io.joblane.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.notification.channel.BlockReason;
import io.joblane.notification.channel.ChannelKind;
import io.joblane.notification.channel.Outcome;
import io.joblane.notification.delivery.Receipt.State;
import io.joblane.notification.domain.CustomerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Receipts come late, twice and in any order. */
class ReceiptsTests extends DeliveryTest {
    @BeforeEach
    void mailThenSms() {
        route("[\"email\", \"sms\"]", "[\"PT30M\", null]");
    }

    @Test
    void aDeliveredMessageIsTriedOnNoOtherChannel() {
        tell();
        assertThat(receipts.note(receipt(State.DELIVERED, 5))).isTrue();
        clock.advance(Duration.ofHours(1));
        deliver();

        assertThat(states()).containsExactly("email delivered");
    }

    @Test
    void aRepetitionChangesNothing() {
        tell();
        assertThat(receipts.note(receipt(State.DELIVERED, 5))).isTrue();
        assertThat(receipts.note(receipt(State.DELIVERED, 5))).isFalse();
        assertThat(receipts.note(receipt(State.READ, 9))).isTrue();
        assertThat(receipts.note(receipt(State.READ, 9))).isFalse();
        assertThat(receipts.note(receipt(State.DELIVERED, 5))).isFalse();

        assertThat(states()).containsExactly("email read");
    }

    @Test
    void whatComesBehindTakesNothingBack() {
        tell();
        receipts.note(receipt(State.READ, 9));
        receipts.note(receipt(State.SENT, 1));
        receipts.note(receipt(State.DELIVERED, 5));
        receipts.note(receipt(State.FAILED, 2));

        assertThat(states()).containsExactly("email read");
    }

    @Test
    void aFailureLeadsToTheNextChannelAtOnceAndOnlyOnce() {
        tell();
        receipts.note(bounced(5));
        receipts.note(bounced(5));
        deliver();
        assertThat(states()).containsExactly("email failed", "sms sent");

        notifier.tellCustomer(booking, CustomerEvent.AGENT_ON_THE_WAY);
        deliver();
        assertThat(email.taken).hasSize(1);
    }

    @Test
    void aMailboxMayGiveBackWhatItTook() {
        tell();
        receipts.note(receipt(State.DELIVERED, 5));
        assertThat(receipts.note(receipt(State.FAILED, 4))).isFalse();
        assertThat(receipts.note(bounced(60))).isTrue();
        deliver();

        assertThat(states()).containsExactly("email failed", "sms sent");
    }

    @Test
    void aReceiptMayComeBeforeTheAnswerThatItFollowsFrom() {
        email.answer = message -> {
            receipts.note(
                    new Receipt(message.id(), ChannelKind.EMAIL, "sg-1", State.DELIVERED, now(1), null, null, null));
            return new Outcome.Accepted("sg-1");
        };
        tell();
        clock.advance(Duration.ofHours(1));
        deliver();

        assertThat(states()).containsExactly("email delivered");
        assertThat(jdbc.sql("SELECT provider_id FROM notification WHERE id = ?")
                        .param(row("email"))
                        .query(String.class)
                        .single())
                .isEqualTo("sg-1");
    }

    @Test
    void aReceiptOfNobodysMessageIsPassedOver() {
        assertThat(receipts.note(new Receipt(
                        UUID.randomUUID(), ChannelKind.EMAIL, "x", State.DELIVERED, now(0), null, null, null)))
                .isFalse();
    }

    private void tell() {
        notifier.tellCustomer(booking, CustomerEvent.AGENT_ASSIGNED);
        deliver();
    }

    private Receipt receipt(State state, long seconds) {
        return receipt(state, seconds, null, null);
    }

    private Receipt bounced(long seconds) {
        return receipt(
                State.FAILED,
                seconds,
                BlockReason.BOUNCED,
                email.taken.getFirst().to().getFirst());
    }

    private Receipt receipt(State state, long seconds, @Nullable BlockReason block, @Nullable String address) {
        return new Receipt(
                row("email"),
                ChannelKind.EMAIL,
                "sg-" + booking,
                state,
                now(seconds),
                state == State.FAILED ? "SendGrid: bounce" : null,
                block,
                address);
    }

    private static Instant now(long seconds) {
        return Instant.parse("2026-06-01T12:00:00Z").plusSeconds(seconds);
    }
}
