package io.joblane.review;

import io.joblane.booking.AssignmentStatus;
import io.joblane.booking.AssignmentView;
import io.joblane.booking.BookingView;
import io.joblane.booking.Bookings;
import io.joblane.context.CurrentCompany;
import io.joblane.shared.Ids;
import io.joblane.shared.Problem;
import io.joblane.workforce.Agents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes rating links and takes the one rating that each allows. */
@Service
class RatingService implements RatingLinks {
    static final String PATH = "/api/v1/ratings/";
    private static final Duration VALID = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final Bookings bookings;
    private final Agents agents;
    private final Clock clock;

    RatingService(JdbcClient jdbc, Bookings bookings, Agents agents, Clock clock) {
        this.jdbc = jdbc;
        this.bookings = bookings;
        this.agents = agents;
        this.clock = clock;
    }

    /** @throws Problem 409 {@code booking_not_completed} where there is no trip to rate */
    @Override
    @Transactional
    public String create(UUID bookingId) {
        UUID agentId = bookings.assignments(bookingId).stream()
                .filter(assignment -> assignment.status() == AssignmentStatus.COMPLETED)
                .map(AssignmentView::agentId)
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> Problem.conflict(
                        "booking_not_completed", "Only a completed trip can be rated. Make the link when it is done."));
        RatingToken token = RatingToken.create(CurrentCompany.required());
        Instant now = clock.instant();
        jdbc.sql("""
                        INSERT INTO rating_link (token_hash, booking_id, agent_id, created_at, expires_at)
                        VALUES (:hash, :booking, :agent, :now, :expires)
                        """)
                .param("hash", token.hash())
                .param("booking", bookingId)
                .param("agent", agentId)
                .param("now", Timestamp.from(now))
                .param("expires", Timestamp.from(now.plus(VALID)))
                .update();
        return PATH + token.text();
    }

    /** What the customer is asked to rate. */
    @Transactional(readOnly = true)
    RatedTrip open(RatingToken token) {
        Link link = usable(token);
        BookingView booking = bookings.find(link.bookingId()).orElseThrow(RatingService::unknown);
        String agent = agents.find(link.agentId())
                .map(found -> found.name().strip().split("\\s+", 2)[0])
                .orElse(null);
        return new RatedTrip(booking.reference(), booking.pickupAt(), agent);
    }

    /** Takes the rating. Of two at once the second waits for the first one's row and then finds the link used. */
    @Transactional
    void rate(RatingToken token, int stars, String comment) {
        Timestamp now = Timestamp.from(clock.instant());
        Link link = jdbc.sql("""
                        UPDATE rating_link SET used_at = :now
                        WHERE token_hash = :hash AND used_at IS NULL AND expires_at > :now
                        RETURNING booking_id, agent_id, expires_at, NULL::timestamptz AS used_at
                        """)
                .param("now", now)
                .param("hash", token.hash())
                .query(RatingService::link)
                .optional()
                .orElseThrow(() -> refusal(token));
        int added = jdbc.sql("""
                        INSERT INTO review (id, booking_id, agent_id, stars, comment, created_at)
                        VALUES (:id, :booking, :agent, :stars, :comment, :now) ON CONFLICT (booking_id) DO NOTHING
                        """)
                .param("id", Ids.next())
                .param("booking", link.bookingId())
                .param("agent", link.agentId())
                .param("stars", stars)
                .param("comment", comment)
                .param("now", now)
                .update();
        if (added == 0) {
            throw Problem.conflict("already_rated", "This trip has been rated already. Thank you.");
        }
        agents.addRating(link.agentId(), stars);
    }

    private Link usable(RatingToken token) {
        Optional<Link> found = jdbc.sql(
                        "SELECT booking_id, agent_id, expires_at, used_at FROM rating_link WHERE token_hash = :hash")
                .param("hash", token.hash())
                .query(RatingService::link)
                .optional();
        Link link = found.orElseThrow(RatingService::unknown);
        if (link.usedAt() != null) {
            throw Problem.gone("rating_link_used", "This link was used already: a trip is rated once.");
        }
        if (!link.expiresAt().isAfter(clock.instant())) {
            throw Problem.gone("rating_link_expired", "This link has expired. Ask us for a new one.");
        }
        return link;
    }

    private Problem refusal(RatingToken token) {
        usable(token);
        return Problem.conflict("rating_not_taken", "The rating was not taken. Try again.");
    }

    static Problem unknown() {
        return Problem.notFound("rating_link_unknown", "This link is not known here. Check that it is complete.");
    }

    private static Link link(ResultSet row, int number) throws SQLException {
        Timestamp usedAt = row.getTimestamp("used_at");
        return new Link(
                row.getObject("booking_id", UUID.class),
                row.getObject("agent_id", UUID.class),
                row.getTimestamp("expires_at").toInstant(),
                usedAt == null ? null : usedAt.toInstant());
    }

    private record Link(
            UUID bookingId,
            UUID agentId,
            Instant expiresAt,
            @Nullable Instant usedAt) {}

    /** What a customer sees behind the link: nothing that only the agent or the company should know. */
    record RatedTrip(
            String reference, Instant pickupAt, @Nullable String agentFirstName) {}
}
