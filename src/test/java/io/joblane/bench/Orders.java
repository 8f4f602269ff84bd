package io.joblane.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;

/** Bookings as the API takes them: soon enough to be dispatched at once, late enough that no reminder is due. */
final class Orders {
    private Orders() {}

    static String body() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return """
                {"customer": {"name": "Carla Bench", "email": "carla%d@bench.example", "phone": "+12125550100"},
                 "pickup": {"address": "Here", "lat": %f, "lng": %f}, "dropoff": {"address": "There", "lat": %f, "lng": %f},
                 "pickupAt": "%s", "passengers": 2, "luggage": 1, "vehicleType": "sedan", "paymentMethod": "account"}
                """.formatted(
                        random.nextInt(500),
                        40.70 + random.nextDouble() * 0.1,
                        -74.01 + random.nextDouble() * 0.05,
                        40.70 + random.nextDouble() * 0.1,
                        -74.01 + random.nextDouble() * 0.05,
                        Instant.now().plus(40 + random.nextInt(70), ChronoUnit.MINUTES));
    }
}
