package io.joblane.workforce.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.shared.Geo;
import io.joblane.shared.Problem;
import io.joblane.testing.DomainTest;
import io.joblane.testing.Rows;
import io.joblane.workforce.AgentStatus;
import io.joblane.workforce.AgentView;
import io.joblane.workforce.NewAgent;
import java.math.BigDecimal;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AgentServiceTests extends DomainTest {
    @Autowired
    AgentService agents;

    @Autowired
    AgentPhone phone;

    @Test
    void aNewAgentStandsAtHomeWithoutAHistory() {
        AgentView agent = agents.get(rows.agent("Ada Agent"));

        assertThat(agent.position()).isEqualTo(new Geo(40.75, -73.99));
        assertThat(agent.positionAt()).isEqualTo(clock.instant());
        assertThat(agent.rating()).isEqualByComparingTo("0");
        assertThat(agent.tripCount()).isZero();
        assertThat(agent.version()).isZero();
    }

    @Test
    void theRatingIsTheMeanOfAll() {
        UUID id = rows.agent("Ada");
        agents.addRating(id, 5);
        agents.addRating(id, 4);
        agents.addRating(id, 4);

        assertThat(agents.get(id).rating()).isEqualByComparingTo("4.33");
        assertThat(agents.get(id).ratingCount()).isEqualTo(3);
        assertThatThrownBy(() -> agents.addRating(id, 6)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHistoryBroughtAlongCounts() {
        UUID id = agents.add(new NewAgent(
                null,
                "Old Hand",
                "hand" + Rows.next() + "@example.org",
                "1",
                AgentStatus.ACTIVE,
                null,
                null,
                null,
                new BigDecimal("4.50"),
                10,
                120));
        agents.addRating(id, 1);

        assertThat(agents.get(id).rating()).isEqualByComparingTo("4.18");
        assertThat(agents.get(id).tripCount()).isEqualTo(120);
    }

    /** A mean that is rounded each time would stay at 4.50 for ever. */
    @Test
    void theThousandthRatingStillCounts() {
        UUID id = rows.agent("Ada");
        jdbc.sql("UPDATE agent SET rating = 4.50, rating_count = 1000 WHERE id = :id")
                .param("id", id)
                .update();
        for (int i = 0; i < 30; i++) {
            agents.addRating(id, 5);
        }

        assertThat(agents.get(id).rating()).isEqualByComparingTo("4.51");
    }

    @Test
    void ratingsAtOnceAllCount() throws Exception {
        UUID id = rows.agent("Ada");
        for (Future<Object> outcome : atOnce(12, () -> {
            agents.addRating(id, 4);
            agents.addTrip(id);
            return null;
        })) {
            outcome.get();
        }

        assertThat(agents.get(id).ratingCount()).isEqualTo(12);
        assertThat(agents.get(id).rating()).isEqualByComparingTo("4");
        assertThat(agents.get(id).tripCount()).isEqualTo(12);
    }

    @Test
    void countingAndMovingDoNotDisturbWhoEdits() {
        UUID id = rows.agent("Ada");
        agents.addTrip(id);
        agents.addRating(id, 3);

        AgentView after = agents.change(id, new AgentChange("Ada Byron", null, null, null, null, null), 0);

        assertThat(after.name()).isEqualTo("Ada Byron");
        assertThat(after.tripCount()).isOne();
        assertThat(after.rating()).isEqualByComparingTo("3");
        assertThat(after.position()).isNotNull();
        assertThat(after.version()).isOne();
    }

    @Test
    void theNewerPositionWins() throws Exception {
        UUID user = UUID.randomUUID();
        UUID id = agentOf(user);
        var now = clock.instant();
        as(user, () -> {
            phone.reportPosition(new Geo(1, 1), now.plusSeconds(10));
            assertThat(phone.me().position()).as("a clock ahead counts as now").isEqualTo(new Geo(40.75, -73.99));
            clock.set(now.plusSeconds(60));
            phone.reportPosition(new Geo(2, 2), now.plusSeconds(50));
            phone.reportPosition(new Geo(3, 3), now.plusSeconds(40));
        });

        assertThat(agents.get(id).position()).isEqualTo(new Geo(2, 2));
        assertThat(agents.get(id).positionAt()).isEqualTo(now.plusSeconds(50));
    }

    @Test
    void anAgentSetsTheirOwnStatus() throws Exception {
        UUID user = UUID.randomUUID();
        UUID id = agentOf(user);
        as(
                user,
                () -> assertThat(phone.changeStatus(AgentStatus.ON_BREAK).status())
                        .isEqualTo(AgentStatus.ON_BREAK));

        assertThat(agents.get(id).version()).isOne();
        assertThat(agents.page(AgentStatus.ON_BREAK, null, 200))
                .extracting(AgentView::id)
                .contains(id);
        as(UUID.randomUUID(), () -> assertProblem("not_an_agent", () -> phone.me()));
    }

    @Test
    void whatIsTakenIsSaid() {
        UUID user = UUID.randomUUID();
        AgentView first = agents.get(agentOf(user));
        UUID second = rows.agent("Bob");

        assertProblem("user_taken", () -> agentOf(user));
        assertProblem(
                "email_taken",
                () -> agents.change(second, new AgentChange(null, first.email(), null, null, null, null), null));
        assertProblem("vehicle_taken", () -> drive(second, first.currentVehicleId()));
        assertProblem("vehicle_unknown", () -> drive(second, UUID.randomUUID()));

        agents.takeVehicle(first.id(), null);
        assertThat(drive(second, first.currentVehicleId()).currentVehicleId()).isEqualTo(first.currentVehicleId());
    }

    @Test
    void anAgentWhoHasATripStays() {
        UUID id = rows.agent("Ada");
        UUID assignment = rows.assignment(rows.booking("accepted"), id, "accepted", true);
        assertProblem("agent_planned", () -> agents.delete(id, null));

        jdbc.sql("UPDATE assignment SET active = false WHERE id = :id")
                .param("id", assignment)
                .update();
        agents.delete(id, null);
        assertThat(agents.find(id)).isEmpty();
    }

    private AgentView drive(UUID agentId, @Nullable UUID vehicleId) {
        return agents.change(agentId, new AgentChange(null, null, null, null, null, vehicleId), null);
    }

    private UUID agentOf(UUID user) {
        return agents.add(new NewAgent(
                user,
                "Uma User",
                "uma" + Rows.next() + "@example.org",
                "1",
                AgentStatus.ACTIVE,
                new Geo(40.75, -73.99),
                rows.vehicle()));
    }

    private static void as(UUID user, Runnable work) throws Exception {
        CurrentActor.call(new Actor(user, "Uma User (agent)", Set.of("agent")), () -> {
            work.run();
            return null;
        });
    }

    private static void assertProblem(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
