package io.joblane.job.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.shared.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OccurrencesTests {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private static List<Occurrences.Occurrence> next(
            String rule, String first, ZoneId zone, int most, LocalDate... except) {
        LocalDateTime start = LocalDateTime.parse(first);
        return new Occurrences(Rule.of(rule), start, Set.of(except), zone).between(start.minusSeconds(1), null, most);
    }

    private static List<String> starts(List<Occurrences.Occurrence> occurrences) {
        return occurrences.stream().map(o -> o.start().toString()).toList();
    }

    private static List<String> moments(List<Occurrences.Occurrence> occurrences) {
        return occurrences.stream().map(o -> o.at().toString()).toList();
    }

    /** Nine o'clock on the wall, over both changes of the clocks of 2026. */
    @ParameterizedTest
    @CsvSource({
        "Europe/London, 2026-03-28T09:00, 2026-03-28T09:00:00Z, 2026-03-29T08:00:00Z",
        "Europe/London, 2026-10-24T09:00, 2026-10-24T08:00:00Z, 2026-10-25T09:00:00Z",
        "America/New_York, 2026-03-07T09:00, 2026-03-07T14:00:00Z, 2026-03-08T13:00:00Z",
        "America/New_York, 2026-10-31T09:00, 2026-10-31T13:00:00Z, 2026-11-01T14:00:00Z"
    })
    void theTimeOnTheWallStays(ZoneId zone, String first, String before, String after) {
        assertThat(moments(next("FREQ=DAILY", first, zone, 2))).containsExactly(before, after);
        assertThat(starts(next("FREQ=DAILY;COUNT=400", first, zone, 1000)))
                .hasSize(400)
                .allMatch(s -> s.endsWith("T09:00"));
    }

    @Test
    void aTimeThatTheClockLeavesOutComesAsMuchLater() {
        assertThat(moments(next("FREQ=DAILY", "2026-03-28T01:30", LONDON, 3)))
                .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
        assertThat(moments(next("FREQ=DAILY", "2026-03-07T02:30", NEW_YORK, 3)))
                .containsExactly("2026-03-07T07:30:00Z", "2026-03-08T07:30:00Z", "2026-03-09T06:30:00Z");
        // Known by the time that the rule names.
        assertThat(starts(next("FREQ=DAILY", "2026-03-07T02:30", NEW_YORK, 2)))
                .containsExactly("2026-03-07T02:30", "2026-03-08T02:30");
    }

    @Test
    void ofATimeThatComesTwiceTheFirstIsMeant() {
        assertThat(moments(next("FREQ=DAILY", "2026-10-25T01:30", LONDON, 2)))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
        assertThat(moments(next("FREQ=DAILY", "2026-11-01T01:30", NEW_YORK, 2)))
                .containsExactly("2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z");
    }

    @Test
    void rulesOfRfc5545() {
        assertThat(starts(next("FREQ=WEEKLY;BYDAY=MO,TH;COUNT=4", "2026-06-01T08:00", LONDON, 9)))
                .containsExactly("2026-06-01T08:00", "2026-06-04T08:00", "2026-06-08T08:00", "2026-06-11T08:00");
        assertThat(starts(next("RRULE:FREQ=MONTHLY;BYDAY=-1FR", "2026-06-01T08:00", LONDON, 2)))
                .containsExactly("2026-06-26T08:00", "2026-07-31T08:00");
        assertThat(starts(next("FREQ=MONTHLY;BYMONTHDAY=31", "2026-01-31T08:00", LONDON, 3)))
                .containsExactly("2026-01-31T08:00", "2026-03-31T08:00", "2026-05-31T08:00");
        assertThat(starts(next("FREQ=DAILY;BYHOUR=6,18", "2026-06-01T06:15", LONDON, 3)))
                .containsExactly("2026-06-01T06:15", "2026-06-01T18:15", "2026-06-02T06:15");
        assertThat(starts(next("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2026-01-01T08:00", LONDON, 1)))
                .containsExactly("2028-02-29T08:00");
        // Which the rule does not name itself.
        assertThat(starts(next("FREQ=WEEKLY;BYDAY=TU", "2026-06-01T08:00", LONDON, 1)))
                .containsExactly("2026-06-02T08:00");
    }

    @Test
    void untilIsTheLastMoment() {
        assertThat(starts(next("FREQ=DAILY;UNTIL=20260603", "2026-06-01T08:00", NEW_YORK, 9)))
                .hasSize(3);
        assertThat(starts(next("FREQ=DAILY;UNTIL=20260603T120000Z", "2026-06-01T08:00", NEW_YORK, 9)))
                .hasSize(3);
        assertThat(starts(next("FREQ=DAILY;UNTIL=20260603T115959Z", "2026-06-01T08:00", NEW_YORK, 9)))
                .hasSize(2);
    }

    @Test
    void exceptedDaysAreLeftOutAndCount() {
        assertThat(starts(next("FREQ=DAILY;COUNT=4", "2026-06-01T08:00", LONDON, 9, LocalDate.of(2026, 6, 2))))
                .containsExactly("2026-06-01T08:00", "2026-06-03T08:00", "2026-06-04T08:00");
    }

    @Test
    void whatLiesBehindIsFoundWithoutAllThatWasBefore() {
        Occurrences daily =
                new Occurrences(Rule.of("FREQ=DAILY"), LocalDateTime.parse("2000-01-01T08:00"), Set.of(), LONDON);
        assertThat(starts(daily.between(
                        LocalDateTime.parse("2026-06-01T08:00"), LocalDateTime.parse("2026-06-03T08:00"), 99)))
                .containsExactly("2026-06-02T08:00", "2026-06-03T08:00");
        Occurrences counted = new Occurrences(
                Rule.of("FREQ=DAILY;COUNT=10"), LocalDateTime.parse("2026-05-25T08:00"), Set.of(), LONDON);
        assertThat(starts(counted.between(LocalDateTime.parse("2026-06-01T08:00"), null, 99)))
                .containsExactly("2026-06-02T08:00", "2026-06-03T08:00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4;BYDAY=MO;BYSETPOS=9",
                "FREQ=DAILY;COUNT=5"
            })
    void aRuleThatNamesNothingEnds(String rule) {
        LocalDateTime after = LocalDateTime.parse("2027-01-01T00:00");
        Instant begun = Instant.now();
        assertThat(new Occurrences(Rule.of(rule), LocalDateTime.parse("2026-01-01T08:00"), Set.of(), LONDON)
                        .between(after, null, 5))
                .isEmpty();
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "every Monday",
                "FREQ=SECONDLY",
                "FREQ=MINUTELY;INTERVAL=1",
                "FREQ=HOURLY",
                "FREQ=DAILY;BYSECOND=1",
                "FREQ=DAILY;BYHOUR=1,2,3,4,5",
                "FREQ=DAILY;BYHOUR=1,2;BYMINUTE=1,2,3",
                "FREQ=DAILY;INTERVAL=0",
                "FREQ=DAILY;INTERVAL=9999",
                "FREQ=DAILY;COUNT=99999",
                "FREQ=DAILY;COUNT=-1",
                "FREQ=DAILY;COUNT=2;UNTIL=20260101",
                "FREQ=DAILY;UNTIL=20269999",
                "FREQ=WEEKLY;BYDAY=XX",
                "FREQ=YEARLY;RSCALE=HEBREW",
                "FREQ=DAILY;FREQ=DAILY;BYHOUR=77",
                "FREQ=DAILY;X-A=B",
                "FREQ=DAILY\nX:Y"
            })
    void whatIsNoRuleOrTooMuchIsRefused(String rule) {
        assertThatThrownBy(() -> Rule.of(rule))
                .as(rule)
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo("invalid_rule"));
    }
}
