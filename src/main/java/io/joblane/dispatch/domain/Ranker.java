package io.joblane.dispatch.domain;

import io.joblane.booking.BookingView;
import io.joblane.booking.Bookings;
import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.database.Transactions;
import io.joblane.engine.DecisionFailedException;
import io.joblane.engine.Decisions;
import io.joblane.engine.Decisions.Evaluation;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import io.joblane.shared.TimeWindow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Ranks the agents who could make a booking's trip. Asks the engine, so never inside a transaction. */
@Service
public class Ranker {
    private final Bookings bookings;
    private final CandidateQuery query;
    private final Companies companies;
    private final Decisions decisions;
    private final JsonMapper json;
    private final Transactions transactions;

    Ranker(
            Bookings bookings,
            CandidateQuery query,
            Companies companies,
            Decisions decisions,
            JsonMapper json,
            Transactions transactions) {
        this.bookings = bookings;
        this.query = query;
        this.companies = companies;
        this.decisions = decisions;
        this.json = json;
        this.transactions = transactions;
    }

    private record Scored(BookingFacts booking, List<Candidate> candidates) {}

    private record BookingFacts(
            String company,
            String vehicleType,
            String priority,
            int passengers,
            int luggage,
            @Nullable BigDecimal tripDistanceKm,
            int pickupHour) {}

    public Ranking rank(UUID bookingId, int round) {
        Company company = companies.current();
        Found found = transactions.run(() -> find(bookingId, round, company));
        BookingView booking = found.booking();
        ZonedDateTime local = found.local();
        Shortlist shortlist = found.shortlist();
        List<Candidate> candidates = shortlist.candidates();
        if (candidates.isEmpty()) {
            return ranking(bookingId, round, json.createArrayNode(), shortlist, null, null);
        }
        BookingFacts facts = new BookingFacts(
                company.slug(),
                LowerCase.of(booking.vehicleType()),
                LowerCase.of(booking.priority()),
                booking.passengers(),
                booking.luggage(),
                booking.distanceKm(),
                local.getHour());
        Evaluation answer = decisions.evaluate("dispatchScoring", new Scored(facts, candidates));
        return ranking(
                bookingId,
                round,
                withVehicles(answer.output(), candidates),
                shortlist,
                answer.decisionKey(),
                answer.version());
    }

    private record Found(BookingView booking, ZonedDateTime local, Shortlist shortlist) {}

    private Found find(UUID bookingId, int round, Company company) {
        BookingView booking = bookings.find(bookingId)
                .orElseThrow(() -> Problem.notFound("booking_not_found", "There is no such booking."));
        ZonedDateTime local = booking.pickupAt().atZone(company.timeZone());
        return new Found(booking, local, query.shortlist(search(booking, local, round), company.settings()));
    }

    private static Search search(BookingView booking, ZonedDateTime local, int round) {
        Integer duration = booking.durationMinutes();
        Integer approach = booking.approachMinutes();
        Integer turnaround = booking.turnaroundMinutes();
        if (duration == null || approach == null || turnaround == null) {
            throw Problem.unavailable(
                    "trip_not_estimated",
                    "The trip's length is not estimated yet. Try again in a moment.",
                    Duration.ofSeconds(5));
        }
        return new Search(
                booking.id(),
                booking.pickup().geo(),
                new TimeWindow(
                        booking.pickupAt().minus(Duration.ofMinutes(approach)),
                        booking.pickupAt().plus(Duration.ofMinutes((long) duration + turnaround))),
                local.toLocalDate(),
                booking.vehicleType(),
                booking.passengers(),
                booking.luggage(),
                round,
                booking.preferredAgentId());
    }

    /** The decision answers with agents only; each gets back the vehicle the shortlist found for them. */
    private static ArrayNode withVehicles(JsonNode output, List<Candidate> candidates) {
        Map<String, Candidate> byAgent = new HashMap<>();
        candidates.forEach(c -> byAgent.put(c.agentId().toString(), c));
        if (!(output instanceof ArrayNode ranked) || ranked.size() != candidates.size()) {
            throw new DecisionFailedException("dispatchScoring", "it must rank every candidate once");
        }
        for (JsonNode entry : ranked) {
            Candidate candidate = byAgent.remove(entry.path("agentId").asString(""));
            if (candidate == null || !(entry instanceof ObjectNode object)) {
                throw new DecisionFailedException("dispatchScoring", "it must rank every candidate once");
            }
            object.put("vehicleId", candidate.vehicleId().toString());
        }
        return ranked;
    }

    private Ranking ranking(
            UUID bookingId,
            int round,
            ArrayNode ranked,
            Shortlist shortlist,
            @Nullable Long decisionKey,
            @Nullable Integer decisionVersion) {
        return new Ranking(
                bookingId,
                round,
                ranked,
                json.valueToTree(shortlist.candidates()),
                json.valueToTree(shortlist.rejectedCounts()),
                json.valueToTree(shortlist.rejectedNearest()),
                decisionKey,
                decisionVersion);
    }
}
