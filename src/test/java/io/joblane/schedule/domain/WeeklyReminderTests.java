package io.joblane.schedule.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.joblane.company.Company;
import io.joblane.company.CompanySettings;
import io.joblane.engine.DecisionFailedException;
import io.joblane.engine.Decisions;
import io.joblane.engine.Decisions.Evaluation;
import io.joblane.engine.Outbox;
import io.joblane.workforce.WeekPlans;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class WeeklyReminderTests {
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final WeekPlans plans = mock(WeekPlans.class);
    private final Decisions decisions = mock(Decisions.class);
    private final Outbox outbox = mock(Outbox.class);
    private final WeeklyReminder reminder = new WeeklyReminder(plans, decisions, outbox);

    /** The moments at which it is due first, in UTC: the same hour on the company's clock before and after each switch. */
    @ParameterizedTest
    @CsvSource({
        // London: clocks go forward on 29 March 2026 and back on 25 October
        "Europe/London, 5, 16, 2026-03-23, 2026-03-27T16:00:00Z",
        "Europe/London, 5, 16, 2026-03-30, 2026-04-03T15:00:00Z",
        "Europe/London, 5, 16, 2026-10-19, 2026-10-23T15:00:00Z",
        "Europe/London, 5, 16, 2026-10-26, 2026-10-30T16:00:00Z",
        // on the very days of the switches, in the hour that is left out and in the one that comes twice
        "Europe/London, 7, 1, 2026-03-23, 2026-03-29T01:00:00Z",
        "Europe/London, 7, 1, 2026-10-19, 2026-10-25T00:00:00Z",
        // New York: forward on 8 March 2026, back on 1 November
        "America/New_York, 5, 16, 2026-03-02, 2026-03-06T21:00:00Z",
        "America/New_York, 5, 16, 2026-03-09, 2026-03-13T20:00:00Z",
        "America/New_York, 5, 16, 2026-10-26, 2026-10-30T20:00:00Z",
        "America/New_York, 5, 16, 2026-11-02, 2026-11-06T21:00:00Z",
        "America/New_York, 7, 2, 2026-03-02, 2026-03-08T07:00:00Z",
        "America/New_York, 7, 1, 2026-10-26, 2026-11-01T05:00:00Z"
    })
    void itIsDueAtItsHourOnTheCompanysClock(ZoneId zone, int weekday, int hour, LocalDate monday, Instant expected) {
        says("yes", weekday, hour);
        ZonedDateTime end = monday.plusWeeks(1).atStartOfDay(zone);
        Instant first = null;
        for (Instant at = monday.atStartOfDay(zone).toInstant(); at.isBefore(end.toInstant()); at = at.plus(QUARTER)) {
            Optional<LocalDate> day = reminder.due(company(zone), at.atZone(zone));
            if (first == null && day.isPresent()) {
                first = at;
            }
            assertThat(day.isPresent())
                    .as("once due it stays so until the week ends: %s", at)
                    .isEqualTo(first != null);
            day.ifPresent(due -> assertThat(due).as("one day, one run").isEqualTo(monday.plusDays(weekday - 1L)));
        }
        assertThat(first).isEqualTo(expected);
    }

    @Test
    void whereItIsOffItIsNeverDue() {
        says("no", 5, 16);
        assertThat(reminder.due(
                        company(ZoneId.of("Europe/London")),
                        ZonedDateTime.parse("2026-06-07T23:59:00+01:00[Europe/London]")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "{\"send\": \"maybe\", \"weekday\": 5, \"hour\": 16}",
                "{\"send\": \"yes\", \"weekday\": 8, \"hour\": 16}",
                "{\"send\": \"yes\", \"weekday\": 5, \"hour\": 24}",
                "{\"send\": \"yes\", \"weekday\": 5, \"hour\": null}"
            })
    void aRuleThatSaysNothingUsableIsAFaultOfTheTable(String rule) {
        when(decisions.evaluate(eq("weeklyReminder"), any()))
                .thenReturn(new Evaluation(new JsonMapper().readTree(rule), 1, 1, null));
        assertThatThrownBy(() -> reminder.due(company(ZoneId.of("Europe/London")), ZonedDateTime.now()))
                .isInstanceOf(DecisionFailedException.class)
                .hasMessageContaining("weeklyReminder");
    }

    @Test
    void theDecisionIsAskedOnlyWhereSomebodyHasNotPlannedAndNobodyWasReminded() {
        ZonedDateTime friday = ZonedDateTime.parse("2026-06-05T16:00:00-04:00[America/New_York]");
        LocalDate next = LocalDate.of(2026, 6, 8);
        when(plans.agentsWithoutPlan(next)).thenReturn(List.of(UUID.randomUUID()));

        assertThat(reminder.mayBeDue(friday, null)).isTrue();
        assertThat(reminder.mayBeDue(friday, LocalDate.of(2026, 5, 29))).isTrue();
        assertThat(reminder.mayBeDue(friday, LocalDate.of(2026, 6, 1))).isFalse();
        assertThat(reminder.mayBeDue(friday, LocalDate.of(2026, 6, 5))).isFalse();
        when(plans.agentsWithoutPlan(next)).thenReturn(List.of());
        assertThat(reminder.mayBeDue(friday, null)).isFalse();
    }

    @Test
    void itsProcessLearnsWhichWeekIsMeant() {
        UUID run = UUID.randomUUID();
        reminder.start(company(ZoneId.of("Europe/London")), run, LocalDate.of(2026, 6, 7));
        verify(outbox).message("schedule.weeklyReminder", run, Map.of("company", "acme", "week", "2026-06-08"));
    }

    private void says(String send, int weekday, int hour) {
        String rule = "{\"send\": \"%s\", \"weekday\": %d, \"hour\": %d}".formatted(send, weekday, hour);
        when(decisions.evaluate(eq("weeklyReminder"), any()))
                .thenReturn(new Evaluation(new JsonMapper().readTree(rule), 1, 1, null));
    }

    private static Company company(ZoneId zone) {
        return new Company("acme", "Acme", zone, "USD", "en-US", "US", CompanySettings.DEFAULT);
    }
}
