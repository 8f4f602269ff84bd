package io.joblane.booking.domain;

import io.joblane.engine.EngineUnavailableException;
import io.joblane.pricing.Pricing;
import io.joblane.pricing.TripFacts;
import io.joblane.routing.RouteEstimate;
import io.joblane.routing.Routes;
import io.joblane.shared.LowerCase;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Length and price of a trip before it is made, by the route and price decisions. Called outside any transaction. */
@Component
class Estimator {
    private static final Logger log = LoggerFactory.getLogger(Estimator.class);

    private final Routes routes;
    private final Pricing pricing;

    Estimator(Routes routes, Pricing pricing) {
        this.routes = routes;
        this.pricing = pricing;
    }

    record Estimated(Estimate estimate, BigDecimal price) {}

    /** Empty where the engine does not answer: a booking is taken all the same, and estimated before it is dispatched. */
    Optional<Estimated> tryEstimate(Booking booking) {
        try {
            return Optional.of(estimate(booking));
        } catch (EngineUnavailableException e) {
            log.warn("{} is taken without an estimate: {}", booking.reference(), e.getMessage());
            return Optional.empty();
        }
    }

    /** @throws EngineUnavailableException where the engine does not answer */
    Estimated estimate(Booking booking) {
        RouteEstimate route = routes.estimate(
                booking.pickup().geo(), booking.dropoff().geo(), booking.vehicleType(), booking.pickupAt());
        BigDecimal price = pricing.quote(new TripFacts(
                        booking.vehicleType(),
                        route.distanceKm(),
                        route.durationMinutes(),
                        0,
                        booking.pickupAt(),
                        LowerCase.of(booking.priority()),
                        List.of()))
                .total()
                .amount();
        return new Estimated(
                new Estimate(
                        route.distanceKm(),
                        route.durationMinutes(),
                        route.approachMinutes(),
                        route.turnaroundMinutes()),
                price);
    }
}
