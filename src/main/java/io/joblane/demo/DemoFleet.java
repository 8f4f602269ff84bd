package io.joblane.demo;

import io.joblane.fleet.NewVehicle;
import io.joblane.shared.Geo;
import io.joblane.shared.VehicleType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/** Vehicles and places, the same in every installation: a seeded random number decides, not the day. */
final class DemoFleet {
    /** Corners of Manhattan, the area of the taxi trips that come with the demo. */
    private static final List<Geo> CORNERS = List.of(
            new Geo(40.7075, -74.0113),
            new Geo(40.7163, -74.0086),
            new Geo(40.7223, -73.9874),
            new Geo(40.7308, -73.9973),
            new Geo(40.7359, -73.9911),
            new Geo(40.7420, -74.0048),
            new Geo(40.7484, -73.9857),
            new Geo(40.7527, -73.9772),
            new Geo(40.7580, -73.9855),
            new Geo(40.7616, -73.9700),
            new Geo(40.7681, -73.9819),
            new Geo(40.7736, -73.9566),
            new Geo(40.7794, -73.9632),
            new Geo(40.7870, -73.9754),
            new Geo(40.7957, -73.9389),
            new Geo(40.8075, -73.9626));

    private final Random random = new Random(20150602);

    /** The vehicle of one of the agents: of every five, three drive sedans. */
    VehicleType typeOf(int agent) {
        return switch (agent % 20) {
            case 1, 6, 11, 16 -> VehicleType.SUV;
            case 4, 14 -> VehicleType.VAN;
            case 8 -> VehicleType.LUXURY;
            case 12 -> VehicleType.MINIBUS;
            case 18 -> VehicleType.WHEELCHAIR;
            default -> VehicleType.SEDAN;
        };
    }

    NewVehicle vehicle(VehicleType type, int number, LocalDate today) {
        Kind kind = kind(type);
        return new NewVehicle(
                "T%06dC".formatted(601_000 + number * 17),
                kind.make(),
                kind.model(),
                type,
                kind.seats(),
                kind.luggage(),
                BigDecimal.valueOf(kind.hourlyRate() + random.nextInt(6)).setScale(2),
                20_000 + random.nextInt(120_000),
                today.plusDays(60L + random.nextInt(120)),
                today.plusDays(200L + random.nextInt(165)));
    }

    /** Somewhere within a few blocks of a corner. */
    Geo nearCorner(int number) {
        Geo corner = CORNERS.get(number % CORNERS.size());
        return new Geo(
                corner.lat() + (random.nextDouble() - 0.5) / 200, corner.lng() + (random.nextDouble() - 0.5) / 300);
    }

    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    private static Kind kind(VehicleType type) {
        return switch (type) {
            case SEDAN -> new Kind("Toyota", "Camry", 4, 3, 24);
            case SUV -> new Kind("Chevrolet", "Suburban", 6, 5, 34);
            case VAN -> new Kind("Mercedes", "Metris", 7, 8, 38);
            case MINIBUS -> new Kind("Ford", "Transit 350", 14, 14, 52);
            case LUXURY -> new Kind("Cadillac", "CT6", 3, 3, 68);
            case WHEELCHAIR -> new Kind("Toyota", "Sienna Access", 4, 3, 40);
        };
    }

    private record Kind(String make, String model, int seats, int luggage, int hourlyRate) {}
}
