package io.joblane.job.domain;

import io.joblane.database.Transactions;
import io.joblane.engine.Outbox;
import io.joblane.job.JobStatus;
import io.joblane.shared.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The answers to offers: under the job's lock, so that of two who want the last slot one gets it. */
@Service
public class OfferService {
    private final OfferTable offers;
    private final JobStore jobs;
    private final JobTable table;
    private final Slots slots;
    private final JobLog log;
    private final Outbox outbox;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Transactions transactions;

    OfferService(
            OfferTable offers,
            JobStore jobs,
            JobTable table,
            Slots slots,
            JobLog log,
            Outbox outbox,
            JdbcClient jdbc,
            Clock clock,
            Transactions transactions) {
        this.offers = offers;
        this.jobs = jobs;
        this.table = table;
        this.slots = slots;
        this.log = log;
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.clock = clock;
        this.transactions = transactions;
    }

    /** @param refusal null unless it is {@code TOO_LATE}: what the agent is told */
    public record Answer(Kind kind, @Nullable String refusal) {
        public enum Kind {
            DONE,
            BEFORE,
            TOO_LATE
        }

        private static Answer done() {
            return new Answer(Kind.DONE, null);
        }

        private static Answer before() {
            return new Answer(Kind.BEFORE, null);
        }

        private static Answer tooLate(String why) {
            return new Answer(Kind.TOO_LATE, why);
        }
    }

    /** @param at when the agent tapped; the phone may have been offline since */
    public Answer accept(UUID offerId, String agentId, Instant at) {
        return transactions.run(() -> {
            Optional<Open> found = lock(offerId, agentId);
            if (found.isEmpty()) {
                return gone();
            }
            Open open = found.get();
            if (open.offer().status() == OfferStatus.ACCEPTED) {
                return Answer.before();
            }
            return refusal(open).map(Answer::tooLate).orElseGet(() -> take(open, at));
        });
    }

    private Answer take(Open open, Instant at) {
        Offer offer = open.offer();
        Instant when = within(at, offer);
        Optional<Slots.Taken> taken =
                slots.take(open.job(), new Slots.Claim(offer.agentId(), offer.id(), "automatic", when, null));
        if (taken.isEmpty()) {
            return Answer.tooLate("You are booked at that time already.");
        }
        if (taken.get().wasAway()) {
            // Said away since the look a moment ago: nothing of this transaction may stay.
            throw Problem.conflict("agent_away", "You are away on that day.");
        }
        offers.answer(offer.id(), OfferStatus.ACCEPTED, when, null);
        askOnIfAllAnswered(taken.get().job());
        return Answer.done();
    }

    public Answer decline(UUID offerId, String agentId, Instant at, @Nullable String reason) {
        return transactions.run(() -> {
            Optional<Open> found = lock(offerId, agentId);
            if (found.isEmpty()) {
                return gone();
            }
            Offer offer = found.get().offer();
            switch (offer.status()) {
                case DECLINED -> {
                    return Answer.before();
                }
                case ACCEPTED -> {
                    return Answer.tooLate("You have accepted this job. Withdraw from it if you cannot go.");
                }
                case WITHDRAWN, FILLED, EXPIRED -> {
                    return Answer.tooLate(String.valueOf(closed(offer)));
                }
                case OPEN -> {}
            }
            Job job = found.get().job();
            offers.answer(offer.id(), OfferStatus.DECLINED, within(at, offer), reason);
            log.ofAgent(job, "declined", offer.agentId(), null, reason);
            askOnIfAllAnswered(job);
            return Answer.done();
        });
    }

    private void askOnIfAllAnswered(Job job) {
        if (job.status() == JobStatus.OPEN && table.openOffers(job.id()) == 0) {
            outbox.message("job.offersAnswered", job.id());
        }
    }

    private record Open(Offer offer, Job job) {}

    private Optional<Open> lock(UUID offerId, String agentId) {
        return offers.find(offerId)
                .filter(offer -> offer.agentId().toString().equals(agentId))
                .map(offer -> {
                    Job job = jobs.lock(offer.jobId());
                    return new Open(offers.find(offerId).orElse(offer), job);
                });
    }

    private Optional<String> refusal(Open open) {
        Job job = open.job();
        String closed = switch (job.status()) {
            case CANCELLED -> "This job was cancelled.";
            case EXPIRED, COMPLETED -> "This job is over.";
            case IN_PROGRESS -> "This job has begun without you.";
            case FILLED -> filled();
            case OPEN -> job.freeSlots() == 0 ? filled() : closed(open.offer());
        };
        if (closed != null) {
            return Optional.of(closed);
        }
        if (!job.order().arrivalAt().isAfter(clock.instant())) {
            return Optional.of("This job has begun without you.");
        }
        return isAway(open.offer().agentId(), job) ? Optional.of("You are away on that day.") : Optional.empty();
    }

    private static @Nullable String closed(Offer offer) {
        return switch (offer.status()) {
            case OPEN, ACCEPTED -> null;
            case DECLINED -> "You have declined this job.";
            case WITHDRAWN -> "This offer was withdrawn: the job was changed, or the office decided otherwise.";
            case FILLED -> filled();
            case EXPIRED -> "This offer has ended.";
        };
    }

    private static String filled() {
        return "This job is already filled.";
    }

    private boolean isAway(UUID agentId, Job job) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM availability WHERE agent_id = ? AND date = ? AND deleted_at IS NULL"
                        + " AND (away OR (covered ->> 'away')::boolean))")
                .param(agentId)
                .param(java.sql.Date.valueOf(job.workDate()))
                .query(Boolean.class)
                .single();
    }

    private Instant within(Instant at, Offer offer) {
        Instant now = clock.instant();
        return at.isAfter(now) ? now : at.isBefore(offer.offeredAt()) ? offer.offeredAt() : at;
    }

    private static Answer gone() {
        return Answer.tooLate("There is no such offer of yours any more.");
    }
}
