package io.joblane.invoicing.process;

import io.joblane.booking.BookingView;
import io.joblane.booking.Bookings;
import io.joblane.earnings.Earnings;
import io.joblane.earnings.Pay;
import io.joblane.earnings.PayRule;
import io.joblane.engine.JobType;
import io.joblane.engine.PreparingWorker;
import io.joblane.engine.WorkerFault;
import io.joblane.invoicing.domain.TripPrices;
import io.joblane.pricing.Pricing;
import io.joblane.pricing.Quote;
import io.joblane.pricing.TripFacts;
import io.joblane.shared.LowerCase;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Prices the trip as it was driven; where the agent reported no distance or time, as it was estimated. In the same
 * transaction the agent's share of the price is written down: a step of its own would cost the engine one more job a trip.
 */
@JobType("invoicing.priceTrip")
class PriceTripWorker implements PreparingWorker<PriceTripWorker.Variables, PriceTripWorker.Decided> {
    private final Bookings bookings;
    private final Pricing pricing;
    private final TripPrices prices;
    private final Pay pay;
    private final Earnings earnings;

    PriceTripWorker(Bookings bookings, Pricing pricing, TripPrices prices, Pay pay, Earnings earnings) {
        this.bookings = bookings;
        this.pricing = pricing;
        this.prices = prices;
        this.pay = pay;
        this.earnings = earnings;
    }

    @Override
    public Decided prepare(Variables variables) {
        BookingView booking = bookings.find(variables.bookingId())
                .orElseThrow(() -> new WorkerFault(
                        "Booking " + variables.bookingId() + " does not exist in this company's database."));
        return new Decided(pricing.quote(facts(booking)), pay.ofTrip(booking.vehicleType()));
    }

    @Override
    public Object handle(Variables variables, Decided decided) {
        Quote quote = decided.quote();
        earnings.recordTrip(variables.bookingId(), quote.total(), decided.pay());
        return new Priced(prices.save(variables.bookingId(), quote));
    }

    static TripFacts facts(BookingView booking) {
        BigDecimal distance = firstKnown(booking.actualDistanceKm(), booking.distanceKm());
        Integer duration = firstKnown(booking.actualDurationMinutes(), booking.durationMinutes());
        if (distance == null || duration == null) {
            throw new WorkerFault("Booking " + booking.reference()
                    + " has neither a driven nor an estimated distance and duration. Enter them, then retry.");
        }
        Integer waiting = booking.waitingMinutes();
        return new TripFacts(
                booking.vehicleType(),
                distance,
                duration,
                waiting == null ? 0 : waiting,
                booking.pickupAt(),
                LowerCase.of(booking.priority()),
                List.of());
    }

    private static <T> @Nullable T firstKnown(@Nullable T driven, @Nullable T estimated) {
        return driven == null ? estimated : driven;
    }

    record Variables(UUID bookingId) {}

    record Decided(Quote quote, PayRule pay) {}

    record Priced(UUID pricingId) {}
}
