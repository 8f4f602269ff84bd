package io.joblane.job.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.job.JobOrder;
import io.joblane.job.JobStatus;
import io.joblane.job.Site;
import io.joblane.job.Urgency;
import io.joblane.shared.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JobTests {
    private static final Instant ARRIVAL = Instant.parse("2026-07-04T08:00:00Z");
    private static final Instant NOW = Instant.parse("2026-07-01T08:00:00Z");
    private static final JobLimits LIMITS = new JobLimits(Map.of(
            "fillBefore",
            "PT12H",
            "withdrawBefore",
            "P1D",
            "approach",
            "PT45M",
            "margin",
            "PT30M",
            "overdueAfter",
            "PT2H",
            "weatherAgainAt",
            "PT18H"));

    private static final Map<JobStatus, Set<JobStatus>> ALLOWED = Map.of(
            JobStatus.OPEN,
                    Set.of(
                            JobStatus.FILLED,
                            JobStatus.IN_PROGRESS,
                            JobStatus.COMPLETED,
                            JobStatus.CANCELLED,
                            JobStatus.EXPIRED),
            JobStatus.FILLED, Set.of(JobStatus.OPEN, JobStatus.IN_PROGRESS, JobStatus.COMPLETED, JobStatus.CANCELLED),
            JobStatus.IN_PROGRESS, Set.of(JobStatus.COMPLETED, JobStatus.CANCELLED));

    @ParameterizedTest
    @EnumSource(JobStatus.class)
    void itGoesWhereItMayAndNowhereElse(JobStatus from) {
        Job job = job(2, 1, from);
        for (JobStatus to : EnumSet.allOf(JobStatus.class)) {
            if (ALLOWED.getOrDefault(from, Set.of()).contains(to)) {
                assertThat(job.become(to).status()).isEqualTo(to);
            } else {
                assertThatThrownBy(() -> job.become(to)).isInstanceOfSatisfying(Problem.class, refused -> {
                    assertThat(refused.status()).isEqualTo(409);
                    assertThat(refused.code()).isEqualTo("job_" + from.name().toLowerCase(java.util.Locale.ROOT));
                });
            }
        }
    }

    @Test
    void theLastSlotFillsItAndAFreedOneOpensItAgain() {
        Job one = job(2, 0, JobStatus.OPEN).slotTaken(NOW);
        assertThat(one.status()).isEqualTo(JobStatus.OPEN);
        Job two = one.slotTaken(NOW);
        assertThat(two.status()).isEqualTo(JobStatus.FILLED);
        assertThat(two.course().filledAt()).isEqualTo(NOW);
        assertThat(two.freeSlots()).isZero();

        Job freed = two.with(two.filling().waved(3, NOW.plusSeconds(60), NOW)).slotFreed();

        assertThat(freed.status()).isEqualTo(JobStatus.OPEN);
        assertThat(freed.freeSlots()).isOne();
        assertThat(freed.filling()).isEqualTo(new Filling(3, NOW, null, null));
    }

    @Test
    void workThatHasBegunIsNotOpenedAgain() {
        Job freed = job(2, 2, JobStatus.IN_PROGRESS).slotFreed();

        assertThat(freed.status()).isEqualTo(JobStatus.IN_PROGRESS);
        assertThat(freed.agentsAssigned()).isOne();
        assertThat(freed.slotTaken(NOW).status()).isEqualTo(JobStatus.IN_PROGRESS);
    }

    @Test
    void anAgentIsBoundFromTheApproachToTheMargin() {
        Job job = job(2, 0, JobStatus.OPEN);

        assertThat(job.during().from()).isEqualTo("2026-07-04T07:15:00Z");
        assertThat(job.during().to()).isEqualTo("2026-07-04T10:30:00Z");
        assertThat(job.deadline()).isEqualTo("2026-07-03T20:00:00Z");
        assertThat(job.overdueAt()).isEqualTo("2026-07-04T12:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/London, 2026-03-30, 2026-03-29T17:00:00Z",
        "Europe/London, 2026-10-26, 2026-10-25T18:00:00Z",
        "America/New_York, 2026-03-09, 2026-03-08T22:00:00Z",
        "America/New_York, 2026-11-02, 2026-11-01T23:00:00Z"
    })
    void theEveningBeforeIsThatOfTheCompanysClock(ZoneId zone, LocalDate workDate, Instant lookup) {
        assertThat(LIMITS.weatherAgainAt(workDate, zone)).isEqualTo(lookup);
    }

    @ParameterizedTest
    @CsvSource({"SW1A 1AA, SW1A", "10036, 100", "W1, W"})
    void theAreaTellsNoAddress(String postcode, String area) {
        assertThat(new Site("x", postcode, 0, 0).area()).isEqualTo(area);
    }

    @Test
    void aDifferenceIsNamedAndKnowsWhomItConcerns() {
        JobOrder order = job(2, 0, JobStatus.OPEN).order();

        assertThat(JobDifference.between(order, order).isNone()).isTrue();
        JobDifference number = JobDifference.between(order, order.withAgentsRequired(3));
        assertThat(number.names()).containsExactly("agentsRequired");
        assertThat(number.concernsWho()).isFalse();
        JobOrder moved = new JobOrder(
                "t",
                "x",
                new Site("elsewhere", "N1", 1, 2),
                ARRIVAL.plusSeconds(60),
                90,
                2,
                UUID.randomUUID(),
                List.of("a"),
                "i",
                Urgency.URGENT,
                null);
        JobDifference all = JobDifference.between(order, moved);
        assertThat(all.names())
                .contains(
                        "address",
                        "postcode",
                        "position",
                        "arrivalAt",
                        "expectedHours",
                        "leadAgentId",
                        "requiredSkills",
                        "urgency");
        assertThat(all.concernsWho() && all.time() && all.arrival() && all.place() && all.lead())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2, 4, 1, 4", "2, 4, 5, 10", "1000, 1000, 200, 200000", "2147483647, 1, 200, 2147483647"})
    void aWaveIsAsLargeAsTheLargerOfItsNumbers(int perSlot, int atLeast, int slots, int size) {
        assertThat(new Wave(perSlot, atLeast, java.time.Duration.ofMinutes(1), 10).size(slots))
                .isEqualTo(size);
    }

    private static Job job(int required, int assigned, JobStatus status) {
        return new Job(
                UUID.randomUUID(),
                "J-000001",
                status,
                new JobOrder(
                        "t",
                        "x",
                        new Site("a", "SW1A 1AA", 51.5, -0.1),
                        ARRIVAL,
                        120,
                        required,
                        null,
                        List.of(),
                        "",
                        Urgency.STANDARD,
                        null),
                LocalDate.of(2026, 7, 4),
                assigned,
                LIMITS,
                Filling.anew(NOW),
                WeatherNote.UNKNOWN,
                new Course(NOW, null, null, null),
                null,
                null,
                null,
                null,
                0);
    }
}
