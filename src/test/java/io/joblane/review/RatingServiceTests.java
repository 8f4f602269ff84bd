package io.joblane.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.review.RatingService.RatedTrip;
import io.joblane.shared.Problem;
import io.joblane.testing.DomainTest;
import io.joblane.testing.Rows;
import io.joblane.workforce.AgentView;
import io.joblane.workforce.Agents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RatingServiceTests extends DomainTest {
    @Autowired
    RatingService ratings;

    @Autowired
    Agents agents;

    private UUID agent;
    private UUID booking;

    @BeforeEach
    void trip() {
        agent = rows.agent("Ada Byron");
        booking = rows.booking("completed");
        rows.assignment(booking, rows.agent("Declined"), "declined", false);
        rows.assignment(booking, agent, "completed", false);
    }

    @Test
    void theLinkShowsTheTripAndTakesOneRating() {
        RatingToken token = link();
        RatedTrip trip = ratings.open(token);
        assertThat(trip.agentFirstName()).isEqualTo("Ada");
        assertThat(trip.pickupAt()).isEqualTo(Rows.PICKUP_AT);
        assertThat(trip.reference()).startsWith("BK-");

        ratings.rate(token, 4, "Very good");

        assertThat(agents.find(agent)).get().extracting(AgentView::ratingCount).isEqualTo(1);
        assertThat(agents.find(agent).orElseThrow().rating()).isEqualByComparingTo("4");
        assertThat(jdbc.sql("SELECT stars || ' ' || comment FROM review WHERE booking_id = :id")
                        .param("id", booking)
                        .query(String.class)
                        .single())
                .isEqualTo("4 Very good");
        assertProblem(410, "rating_link_used", () -> ratings.rate(token, 1, ""));
        assertProblem(410, "rating_link_used", () -> ratings.open(token));
    }

    @Test
    void onlyTheHashIsKept() {
        RatingToken token = link();

        assertThat(token.secret()).hasSize(43);
        assertThat(jdbc.sql("SELECT count(*) FROM rating_link WHERE token_hash = :hash")
                        .param("hash", token.hash())
                        .query(Long.class)
                        .single())
                .isOne();
        assertThat(token.toString()).doesNotContain(token.secret());
    }

    @Test
    void manyAtOnceCountOnce() throws Exception {
        RatingToken token = link();
        List<String> refused = new ArrayList<>();
        for (Future<Object> outcome : atOnce(8, () -> {
            ratings.rate(token, 5, "");
            return null;
        })) {
            try {
                outcome.get();
            } catch (ExecutionException e) {
                refused.add(((Problem) e.getCause()).code());
            }
        }

        assertThat(refused).hasSize(7).containsOnly("rating_link_used");
        assertThat(agents.find(agent).orElseThrow().ratingCount()).isOne();
    }

    @Test
    void aSecondLinkDoesNotAllowASecondRating() {
        RatingToken second = link();
        ratings.rate(link(), 5, "");

        assertProblem(409, "already_rated", () -> ratings.rate(second, 1, ""));
        assertThat(agents.find(agent).orElseThrow().ratingCount()).isOne();
    }

    @Test
    void aLinkExpiresAfterThirtyDays() {
        RatingToken token = link();
        clock.advance(Duration.ofDays(30).minusSeconds(1));
        ratings.open(token);

        clock.advance(Duration.ofSeconds(1));
        assertProblem(410, "rating_link_expired", () -> ratings.open(token));
        assertProblem(410, "rating_link_expired", () -> ratings.rate(token, 5, ""));
    }

    @Test
    void anInventedLinkIsUnknown() {
        RatingToken invented = RatingToken.create(COMPANY.slug());
        assertProblem(404, "rating_link_unknown", () -> ratings.open(invented));
        assertProblem(404, "rating_link_unknown", () -> ratings.rate(invented, 5, ""));
        assertThat(RatingToken.parse("no-dot")).isEmpty();
        assertThat(RatingToken.parse(".secret")).isEmpty();
        assertThat(RatingToken.parse("acme.")).isEmpty();
    }

    @Test
    void aTripThatIsNotDoneHasNoLink() {
        UUID open = rows.booking("accepted");
        rows.assignment(open, agent, "accepted", true);
        assertProblem(409, "booking_not_completed", () -> ratings.create(open));
    }

    private RatingToken link() {
        String path = ratings.create(booking);
        assertThat(path).startsWith("/api/v1/ratings/acme.");
        return RatingToken.parse(path.substring(RatingService.PATH.length())).orElseThrow();
    }

    private static void assertProblem(int status, String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(status);
            assertThat(problem.code()).isEqualTo(code);
        });
    }
}
