package io.joblane.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.workforce.availability.AvailabilityService;
import io.joblane.workforce.availability.DayChange;
import io.joblane.workforce.availability.DayRange;
import io.joblane.workforce.availability.PatternService;
import io.joblane.workforce.availability.WeekPattern.Weekday;
import io.joblane.workforce.skill.AgentSkillService;
import io.joblane.workforce.skill.Certificate;
import io.joblane.workforce.skill.SkillService;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the scheduling process starts, from its timer to the message in the agent's app. The company is in New York. */
class SchedulePathTests extends ProcessTest {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");

    @Autowired
    AvailabilityService availability;

    @Autowired
    PatternService patterns;

    @Autowired
    SkillService skills;

    @Autowired
    AgentSkillService agentSkills;

    @Test
    void whoHasNotPlannedTheComingWeekIsRemindedOnFridayOnce() {
        ZonedDateTime friday = now().atZone(ZONE)
                .with(TemporalAdjusters.next(DayOfWeek.FRIDAY))
                .with(LocalTime.of(16, 0));
        LocalDate monday = friday.toLocalDate().plusDays(3);
        passTo(friday.minusMinutes(20).toInstant());
        UUID silent = agent(1);
        UUID regular = agent(1);
        UUID planned = agent(1);
        in(() -> patterns.set(regular, List.of(new Weekday(1, true)), null));
        in(() -> availability.set(
                planned, new DayRange(monday.plusDays(6), monday.plusDays(6)), new DayChange(false, true, "")));

        passTo(friday.minusMinutes(1).toInstant());
        assertThat(remindedOf(monday)).isEmpty();
        passTo(friday.plusSeconds(1).toInstant());
        assertThat(remindedOf(monday)).containsExactly(silent);
        assertThat(runs("weekly_reminder", friday.toLocalDate())).isOne();

        agent(1);
        pass(Duration.ofHours(1));
        pass(Duration.ofDays(1));
        assertThat(remindedOf(monday)).as("the run of the week is over").containsExactly(silent);
        passTo(friday.plusWeeks(1).plusSeconds(1).toInstant());
        assertThat(remindedOf(monday.plusWeeks(1))).contains(silent, planned).doesNotContain(regular);
    }

    @Test
    void aCertificateIsRememberedAMonthAndAWeekBeforeAndOnItsLastDay() {
        UUID agent = agent(1);
        LocalDate until = LocalDate.ofInstant(now(), ZONE).plusDays(35);
        in(() -> agentSkills.put(
                agent, skills.add("Crane " + UUID.randomUUID(), true).id(), new Certificate("C-1", null, until), null));

        passTo(until.minusDays(31).atTime(12, 0).atZone(ZONE).toInstant());
        assertThat(reminders(agent)).isZero();
        passTo(until.minusDays(30).atTime(7, 59).atZone(ZONE).toInstant());
        assertThat(reminders(agent)).isZero();
        passTo(until.minusDays(30).atTime(8, 0, 1).atZone(ZONE).toInstant());
        assertThat(reminders(agent)).isOne();
        passTo(until.minusDays(8).atTime(12, 0).atZone(ZONE).toInstant());
        assertThat(reminders(agent)).isOne();
        passTo(until.minusDays(6).atTime(12, 0).atZone(ZONE).toInstant());
        assertThat(reminders(agent)).as("the seventh day was missed").isEqualTo(2);
        passTo(until.atTime(12, 0).atZone(ZONE).toInstant());
        assertThat(reminders(agent)).isEqualTo(3);
        passTo(until.plusDays(2).atTime(12, 0).atZone(ZONE).toInstant());
        assertThat(reminders(agent)).isEqualTo(3);
        assertThat(in(() -> world.jdbc
                        .sql(
                                "SELECT body FROM notification WHERE recipient_id = ? AND event = 'expires_soon' AND channel = 'in_app' ORDER BY id")
                        .param(agent)
                        .query(String.class)
                        .list()))
                .extracting(body -> body.substring(0, body.indexOf('.')))
                .containsExactly("Days left: 30", "Days left: 6", "Days left: 0");
    }

    /** Weeks in one step: the timer does not make up for the quarters that were jumped over. */
    @Test
    void aClockThatJumpsByWeeksStartsEachKindOnce() {
        agent(1);
        ZonedDateTime saturday = now().atZone(ZONE)
                .plusWeeks(6)
                .with(TemporalAdjusters.next(DayOfWeek.SATURDAY))
                .with(LocalTime.NOON);
        int before = count("SELECT count(*) FROM scheduled_run WHERE kind = 'weekly_reminder'");
        passTo(saturday.toInstant());
        assertThat(count("SELECT count(*) FROM scheduled_run WHERE kind = 'weekly_reminder'"))
                .isEqualTo(before + 1);
        assertThat(runs("weekly_reminder", saturday.toLocalDate().minusDays(1))).isOne();
    }

    private List<UUID> remindedOf(LocalDate monday) {
        return in(() -> world.jdbc
                .sql(
                        "SELECT recipient_id FROM notification WHERE event = 'week_not_set' AND channel = 'in_app' AND dedup_key LIKE ? ORDER BY id")
                .param("%:" + monday + ":in_app")
                .query(UUID.class)
                .list());
    }

    private int reminders(UUID agent) {
        return count(
                "SELECT count(*) FROM notification WHERE recipient_id = ? AND event = 'expires_soon' AND channel = 'in_app'",
                agent);
    }

    private int runs(String kind, LocalDate day) {
        return count("SELECT count(*) FROM scheduled_run WHERE kind = ? AND local_date = ?", kind, day);
    }
}
