package io.joblane.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.engine.WorkerFault;
import io.joblane.testing.DomainTest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

class NotifierTests extends DomainTest {
    @Autowired
    Notifier notifier;

    @Autowired
    NoticeBoard notices;

    private UUID agent;
    private UUID booking;
    private UUID assignment;

    @BeforeEach
    void trip() {
        agent = rows.agent("Ada Byron");
        booking = rows.booking("accepted");
        assignment = rows.assignment(booking, agent, "accepted", true);
    }

    @ParameterizedTest
    @EnumSource(
            value = AgentEvent.class,
            names = {"TRIP_CANCELLED", "ASSIGNMENT_WITHDRAWN"},
            mode = EnumSource.Mode.EXCLUDE)
    void theAgentOfTheTripIsToldOnceInTheAppAndThroughAChannel(AgentEvent event) {
        assertThat(notifier.tellAgent(booking, event)).isEqualTo(2);
        assertThat(notifier.tellAgent(booking, event)).isZero();

        List<Notice> told = notices.ofBooking(booking, null, 10);
        assertThat(told)
                .extracting(Notice::channel, Notice::state)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("in_app", "delivered"),
                        org.assertj.core.groups.Tuple.tuple("push", "queued"));
        assertThat(told).allSatisfy(notice -> {
            assertThat(notice.recipientId()).isEqualTo(agent);
            assertThat(notice.assignmentId()).isEqualTo(assignment);
            assertThat(notice.body())
                    .contains("5 Pine Street", "Sat 4 Jul, 14:30 EDT")
                    .doesNotContain("{");
        });
    }

    @ParameterizedTest
    @EnumSource(value = CustomerEvent.class, names = "TRIP_COMPLETED", mode = EnumSource.Mode.EXCLUDE)
    void theCustomerIsToldOnceAndNothingPassesForSentYet(CustomerEvent event) {
        assertThat(notifier.tellCustomer(booking, event)).isOne();
        assertThat(notifier.tellCustomer(booking, event)).isZero();

        assertThat(notices.ofBooking(booking, null, 10)).hasSize(1).allSatisfy(notice -> {
            assertThat(notice.recipientKind()).isEqualTo("customer");
            assertThat(notice.channel()).isEqualTo("email");
            assertThat(notice.state()).isEqualTo("queued");
            assertThat(notice.title() + notice.body()).contains("5 Pine Street").doesNotContain("{", "Byron");
        });
    }

    @Test
    void theCustomerLearnsWhoComesInWhat() {
        notifier.tellCustomer(booking, CustomerEvent.AGENT_ASSIGNED);

        assertThat(bodies())
                .allSatisfy(
                        body -> assertThat(body).startsWith("Ada picks you up").contains("Toyota Camry, NY-"));
    }

    @Test
    void anotherAgentIsNewsForTheCustomer() {
        notifier.tellCustomer(booking, CustomerEvent.AGENT_ASSIGNED);
        release("reassigned");
        rows.assignment(booking, rows.agent("Bob"), "accepted", true);

        assertThat(notifier.tellCustomer(booking, CustomerEvent.AGENT_ASSIGNED)).isOne();
    }

    @Test
    void nobodyIsToldOfAnAgentWhoIsGone() {
        release("reassigned");

        assertThat(notifier.tellCustomer(booking, CustomerEvent.AGENT_ON_THE_WAY))
                .isZero();
        assertThat(notifier.tellAgent(booking, AgentEvent.TRIP_REMINDER)).isZero();
    }

    @Test
    void everyAgentWhoLostTheTripIsToldOnceWhateverTheReason() {
        UUID declined = rows.agent("Dan");
        rows.assignment(booking, declined, "declined", false);
        release("reassigned");
        assertThat(notifier.tellAgent(booking, AgentEvent.ASSIGNMENT_WITHDRAWN)).isEqualTo(2);

        UUID second = rows.agent("Bob");
        rows.assignment(booking, second, "cancelled", false);
        assertThat(notifier.tellAgent(booking, AgentEvent.TRIP_CANCELLED)).isEqualTo(2);

        assertThat(notices.ofAgent(agent, null, 10)).extracting(Notice::event).containsExactly("assignment_withdrawn");
        assertThat(notices.ofAgent(second, null, 10)).extracting(Notice::event).containsExactly("trip_cancelled");
        assertThat(notices.ofAgent(declined, null, 10)).isEmpty();
    }

    @Test
    void anAmendmentOrANewTimeIsNewsAgain() {
        notifier.tellAgent(booking, AgentEvent.TRIP_AMENDED);
        notifier.tellAgent(booking, AgentEvent.TRIP_REMINDER);
        jdbc.sql("UPDATE booking SET version = version + 1, pickup_at = pickup_at + interval '1 hour' WHERE id = :id")
                .param("id", booking)
                .update();

        assertThat(notifier.tellAgent(booking, AgentEvent.TRIP_AMENDED)).isEqualTo(2);
        assertThat(notifier.tellAgent(booking, AgentEvent.TRIP_REMINDER)).isEqualTo(2);
    }

    @Test
    void workersAtOnceWriteOneMessageAChannel() throws Exception {
        int written = 0;
        for (Future<Integer> outcome : atOnce(8, () -> notifier.tellAgent(booking, AgentEvent.TRIP_ASSIGNED))) {
            written += outcome.get();
        }

        assertThat(written).isEqualTo(2);
        assertThat(notices.ofBooking(booking, null, 10)).hasSize(2);
    }

    @Test
    void aCompletedTripBringsARatingLink() {
        jdbc.sql("UPDATE assignment SET status = 'completed', active = false WHERE id = :id")
                .param("id", assignment)
                .update();

        notifier.tellCustomer(booking, CustomerEvent.TRIP_COMPLETED);

        assertThat(bodies())
                .allSatisfy(body ->
                        assertThat(body).containsPattern("http://localhost:8080/api/v1/ratings/acme\\.[\\w-]{43}"));
    }

    @Test
    void aCancellationNamesTheRefund() {
        notifier.tellCustomer(booking, CustomerEvent.BOOKING_CANCELLED);
        assertThat(bodies()).allSatisfy(body -> assertThat(body).endsWith("There is nothing to pay back."));

        UUID paid = rows.booking("cancelled");
        jdbc.sql("UPDATE booking SET refund_share = 80, refund_amount = 41.20 WHERE id = :id")
                .param("id", paid)
                .update();
        notifier.tellCustomer(paid, CustomerEvent.BOOKING_CANCELLED);
        assertThat(notices.ofBooking(paid, null, 10).getFirst().body())
                .endsWith("We pay back 41.20 USD (80 % of the price).");
    }

    @Test
    void anAgentReadsTheirOwnMessagesOnly() {
        notifier.tellAgent(booking, AgentEvent.TRIP_ASSIGNED);
        notifier.tellAgent(booking, AgentEvent.TRIP_REMINDER);
        List<Notice> own = notices.ofAgent(agent, null, 10);
        assertThat(own).extracting(Notice::event).containsExactly("trip_reminder", "trip_assigned");
        assertThat(notices.ofAgent(agent, own.getFirst().id(), 10)).containsExactly(own.getLast());

        assertThat(notices.markRead(own.getFirst().id(), rows.agent("Eve"))).isFalse();
        assertThat(notices.markRead(own.getFirst().id(), agent)).isTrue();
        var readAt = clock.instant();
        clock.advance(java.time.Duration.ofHours(1));
        assertThat(notices.markRead(own.getFirst().id(), agent)).isTrue();

        Notice read = notices.ofAgent(agent, null, 1).getFirst();
        assertThat(read.state()).isEqualTo("read");
        assertThat(read.readAt()).isEqualTo(readAt);
    }

    @Test
    void aBookingThatIsNotThereIsAFault() {
        assertThatThrownBy(() -> notifier.tellAgent(UUID.randomUUID(), AgentEvent.TRIP_ASSIGNED))
                .isInstanceOf(WorkerFault.class);
    }

    private List<String> bodies() {
        return notices.ofBooking(booking, null, 10).stream().map(Notice::body).toList();
    }

    private void release(String status) {
        jdbc.sql("UPDATE assignment SET status = :status, active = false WHERE id = :id")
                .param("status", status)
                .param("id", assignment)
                .update();
    }
}
