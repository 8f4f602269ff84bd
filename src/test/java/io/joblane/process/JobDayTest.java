package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.job.JobOrder;
import io.joblane.job.Urgency;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** On the days on which the clocks change a job has the day that the company's clock shows, and takes no other one. */
abstract class JobDayTest extends JobProcessTest {
    private final ZoneId zone;

    JobDayTest(String zone) {
        this.zone = ZoneId.of(zone);
    }

    @Override
    protected ZoneId timeZone() {
        return zone;
    }

    @Test
    void aJobTakesTheDayOfTheCompanysClock() {
        Instant now = now();
        for (int i = 0; i < 2; i++) {
            ZoneOffsetTransition change = zone.getRules().nextTransition(now);
            LocalDate day = LocalDate.ofInstant(change.getInstant(), zone);
            for (LocalDate each : List.of(day.minusDays(1), day)) {
                assertDay(at(each, LocalTime.of(0, 0)), each);
                assertDay(at(each, LocalTime.of(23, 59)), each);
            }
            assertDay(change.getInstant(), day);
            assertDay(change.getInstant().minusSeconds(1), day);
            assertDay(at(day.plusDays(1), LocalTime.MIDNIGHT).minusSeconds(60), day);
            assertDay(at(day.plusDays(1), LocalTime.MIDNIGHT), day.plusDays(1));
            now = change.getInstant();
        }
    }

    private Instant at(LocalDate day, LocalTime time) {
        return ZonedDateTime.of(day, time, zone).toInstant();
    }

    private void assertDay(Instant arrival, LocalDate day) {
        UUID agent = worker(1);
        JobOrder order = order(1, arrival, Urgency.STANDARD, null);
        UUID job = post(order);

        assignByOffice(job, agent);

        assertThat(job(job).workDate()).as(arrival.toString()).isEqualTo(day);
        assertThat(ids("SELECT id FROM availability WHERE agent_id = ? AND deleted_at IS NULL", agent))
                .hasSize(1);
        assertThat(count(
                        "SELECT count(*) FROM availability WHERE agent_id = ? AND date = ? AND NOT available",
                        agent,
                        Date.valueOf(day)))
                .as(arrival.toString())
                .isOne();
        assertThat(limit(job, "weatherAgainAt")).isEqualTo("PT18H");
        cancelJob(job);
    }

    private String limit(UUID job, String name) {
        return in(() -> world.jdbc
                .sql("SELECT limits ->> ? FROM job WHERE id = ?")
                .param(name)
                .param(job)
                .query(String.class)
                .single());
    }
}
