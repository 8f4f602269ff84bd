package io.joblane.notification.domain;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.engine.WorkerFault;
import io.joblane.notification.domain.Message.Draft;
import io.joblane.notification.domain.TripFacts.Tie;
import io.joblane.review.RatingLinks;
import io.joblane.shared.LowerCase;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells agents and customers what has become of a trip. Where nobody is left to tell, it does nothing. */
@Service
public class Notifier {
    private final TripReader trips;
    private final Ledger ledger;
    private final AgentNotices agentNotices;
    private final MessageTexts texts;
    private final RatingLinks ratingLinks;
    private final Companies companies;
    private final String publicAddress;

    Notifier(
            TripReader trips,
            Ledger ledger,
            AgentNotices agentNotices,
            MessageTexts texts,
            RatingLinks ratingLinks,
            Companies companies,
            @Value("${joblane.public-address:http://localhost:${server.port:8080}}") String publicAddress) {
        this.trips = trips;
        this.ledger = ledger;
        this.agentNotices = agentNotices;
        this.texts = texts;
        this.ratingLinks = ratingLinks;
        this.companies = companies;
        this.publicAddress = publicAddress;
    }

    /** @return how many messages are new in the ledger */
    @Transactional
    public int tellAgent(UUID bookingId, AgentEvent event) {
        TripFacts trip = (event.isRelease() ? trips.released(bookingId) : trips.current(bookingId))
                .orElseThrow(() -> unknown(bookingId));
        List<AgentNotices.To> recipients = trip.ties().stream()
                .map(tie -> new AgentNotices.To(
                        tie.agentId(), event.dedupKey(trip, tie), About.trip(bookingId, tie.assignmentId())))
                .toList();
        return agentNotices.tell(LowerCase.of(event), values(companies.current(), trip), recipients);
    }

    /** @return how many messages are new in the ledger */
    @Transactional
    public int tellCustomer(UUID bookingId, CustomerEvent event) {
        TripFacts trip = trips.current(bookingId).orElseThrow(() -> unknown(bookingId));
        Company company = companies.current();
        Map<String, String> values = values(company, trip);
        UUID about = bookingId;
        if (event.namesAgent()) {
            if (trip.ties().isEmpty()) {
                return 0;
            }
            Tie tie = trip.ties().getFirst();
            about = tie.assignmentId();
            values.put("agent", tie.agentFirstName());
            values.put("vehicle", tie.vehicle());
        } else if (event == CustomerEvent.TRIP_COMPLETED) {
            values.put("ratingLink", publicAddress + ratingLinks.create(bookingId));
        } else if (event == CustomerEvent.BOOKING_CANCELLED) {
            values.put("refund", refund(company, trip));
            if (trip.refundAmount() != null) {
                values.put("refundAmount", texts.money(company, trip.refundAmount(), trip.currency()));
            }
        }
        String key = "customer." + LowerCase.of(event);
        Draft draft = Draft.of(
                event.dedupKey(trip, about),
                LowerCase.of(event),
                "customer",
                trip.customerId(),
                About.trip(bookingId, event.namesAgent() ? about : null),
                texts.text(company, key + ".title", values),
                texts.text(company, key + ".body", values),
                values);
        return ledger.write(List.of(Message.queued(draft, "email")));
    }

    private Map<String, String> values(Company company, TripFacts trip) {
        Map<String, String> values = new HashMap<>();
        values.put("reference", trip.reference());
        values.put("pickup", trip.pickup());
        values.put("dropoff", trip.dropoff());
        texts.putTime(values, "pickupAt", company, trip.pickupAt());
        values.put("passengers", Integer.toString(trip.passengers()));
        values.put("luggage", Integer.toString(trip.luggage()));
        return values;
    }

    private String refund(Company company, TripFacts trip) {
        BigDecimal amount = trip.refundAmount();
        Integer share = trip.refundShare();
        if (amount == null || share == null || amount.signum() == 0) {
            return texts.text(company, "refund.nothing", Map.of());
        }
        return texts.text(
                company,
                "refund.amount",
                Map.of("amount", amount.toPlainString() + " " + trip.currency(), "share", share.toString()));
    }

    private static WorkerFault unknown(UUID bookingId) {
        return new WorkerFault("Booking " + bookingId + " does not exist in this company's database.");
    }
}
