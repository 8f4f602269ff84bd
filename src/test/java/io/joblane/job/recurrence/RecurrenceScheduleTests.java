package io.joblane.job.recurrence;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.job.Urgency;
import io.joblane.schedule.domain.Scheduler;
import io.joblane.testing.ApplicationTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** From the scheduling process over the outbox and the engine to the worker that posts. */
class RecurrenceScheduleTests extends ApplicationTest {
    private static final JobTemplate SWEEP = new JobTemplate(
            "Sweep",
            "cleaning",
            "Court 1",
            "10036",
            40.7,
            -74.0,
            new BigDecimal("2"),
            1,
            null,
            null,
            null,
            Urgency.LOW,
            null);

    @Autowired
    private RecurrenceService recurrences;

    @Autowired
    private RecurringJobs jobs;

    @Autowired
    private Scheduler scheduler;

    private int posted(UUID recurrence) {
        return in(() -> world.jdbc
                .sql("SELECT count(*) FROM job WHERE recurrence_id = ?")
                .param(recurrence)
                .query(Integer.class)
                .single());
    }

    @Test
    void whatHasBecomeDueIsPostedOnceADay() {
        LocalDateTime first = LocalDateTime.ofInstant(now(), ZoneId.of("America/New_York"))
                .plusDays(3)
                .plusHours(1);
        UUID id = in(() -> recurrences
                .add("FREQ=DAILY;COUNT=9", first, List.of(), 3, true, SWEEP)
                .id());
        assertThat((int) in(() -> jobs.postDue())).isZero();
        scheduler.startDue();
        clock.advance(Duration.ofDays(1));
        scheduler.startDue();
        await("the first job", () -> posted(id) == 1);
        assertThat(in(() -> recurrences.coming(id, 1)).get(0).jobId()).isNotNull();
        clock.advance(Duration.ofDays(1));
        scheduler.startDue();
        await("the second job", () -> posted(id) == 2);
        scheduler.startDue();
        assertThat((int) in(() -> jobs.postDue())).isZero();
        assertThat(posted(id)).isEqualTo(2);
        in(() -> {
            recurrences.remove(id, null);
            return null;
        });
    }
}
