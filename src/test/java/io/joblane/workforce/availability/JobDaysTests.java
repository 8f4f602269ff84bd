package io.joblane.workforce.availability;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.testing.DomainTest;
import io.joblane.workforce.Availabilities;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class JobDaysTests extends DomainTest {
    private static final LocalDate DAY = LocalDate.of(2026, 6, 12);
    private static final UUID JOB = UUID.randomUUID();
    private static final UUID OTHER_JOB = UUID.randomUUID();

    @Autowired
    Availabilities availabilities;

    @Test
    void aDayOfWhichNothingWasSaidIsForgottenAgain() {
        UUID agent = rows.agent("Ada");
        availabilities.block(agent, JOB, DAY);
        assertThat(day(agent)).containsExactly("unavailable job " + JOB);

        availabilities.unblock(JOB, agent);
        assertThat(day(agent)).isEmpty();

        availabilities.block(agent, JOB, DAY);
        assertThat(day(agent)).as("taken anew").containsExactly("unavailable job " + JOB);
    }

    @Test
    void whatWasSaidBeforeHoldsAgain() {
        for (String said : List.of("true, false, 'agent'", "false, true, 'time_off'", "false, false, 'office'")) {
            UUID agent = rows.agent("Ada");
            jdbc.sql(
                            "INSERT INTO availability (id, agent_id, date, available, away, source, notes, version) VALUES (?, ?, ?, "
                                    + said + ", 'until noon', 0)")
                    .param(UUID.randomUUID())
                    .param(agent)
                    .param(DAY)
                    .update();
            List<String> before = day(agent);

            availabilities.block(agent, JOB, DAY);
            availabilities.block(agent, JOB, DAY);
            assertThat(day(agent)).containsExactly("unavailable job " + JOB + " until noon");

            availabilities.unblock(JOB, agent);
            availabilities.unblock(JOB, agent);
            assertThat(day(agent)).as(said).isEqualTo(before).hasSize(1);
        }
    }

    @Test
    void aDayIsFreeOnceTheLastOfItsJobsIsGone() {
        UUID agent = rows.agent("Ada");
        availabilities.block(agent, JOB, DAY);
        availabilities.block(agent, OTHER_JOB, DAY);
        assertThat(day(agent)).containsExactly("unavailable job " + OTHER_JOB);

        availabilities.unblock(OTHER_JOB, agent);
        assertThat(day(agent)).containsExactly("unavailable job " + JOB);
        availabilities.unblock(JOB, agent);
        assertThat(day(agent)).isEmpty();
    }

    @Test
    void whoeverTakesADayLearnsThatTheAgentIsAway() {
        UUID agent = rows.agent("Ada");
        assertThat(availabilities.block(agent, JOB, DAY)).isFalse();
        jdbc.sql(
                        "INSERT INTO availability (id, agent_id, date, available, away, source, version) VALUES (?, ?, ?, false, true, 'time_off', 0)")
                .param(UUID.randomUUID())
                .param(agent)
                .param(DAY.plusDays(1))
                .update();
        assertThat(availabilities.block(agent, JOB, DAY.plusDays(1))).isTrue();
        assertThat(availabilities.block(agent, OTHER_JOB, DAY.plusDays(1)))
                .as("still")
                .isTrue();
    }

    @Test
    void aJobFreesTheDaysOfThatAgentOnly() {
        UUID ada = rows.agent("Ada");
        UUID bob = rows.agent("Bob");
        availabilities.block(ada, JOB, DAY);
        availabilities.block(bob, JOB, DAY);
        availabilities.unblock(JOB, ada);

        assertThat(day(ada)).isEmpty();
        assertThat(day(bob)).hasSize(1);
    }

    @Test
    void jobsThatTakeTheSameDayAtOnceAllCount() throws Exception {
        UUID agent = rows.agent("Ada");
        for (Future<Object> outcome : atOnce(8, () -> {
            availabilities.block(agent, UUID.randomUUID(), DAY);
            return null;
        })) {
            outcome.get();
        }

        assertThat(jdbc.sql("SELECT cardinality(jobs) FROM availability WHERE agent_id = ? AND deleted_at IS NULL")
                        .param(agent)
                        .query(Integer.class)
                        .single())
                .isEqualTo(8);
    }

    private List<String> day(UUID agent) {
        return jdbc.sql("""
                        SELECT concat_ws(' ', CASE WHEN away THEN 'away' WHEN available THEN 'available' ELSE 'unavailable' END, source, job_id,
                                         nullif(notes, ''))
                        FROM availability WHERE agent_id = ? AND date = ? AND deleted_at IS NULL
                        """).param(agent).param(DAY).query(String.class).list();
    }
}
