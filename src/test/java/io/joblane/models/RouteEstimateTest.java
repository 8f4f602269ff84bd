package io.joblane.models;

import java.util.List;

class RouteEstimateTest extends DecisionTableTest {

    RouteEstimateTest() {
        super("routeEstimate");
    }

    @Override
    List<Case> cases() {
        String rush = estimate(1.3, 25, 20, 10);
        String night = estimate(1.3, 55, 15, 10);
        String otherwise = estimate(1.3, 40, 15, 10);
        String large = estimate(1.4, 35, 20, 15);
        String largeRush = estimate(1.4, 22, 25, 15);
        return List.of(
                row("minibus in the rush", given("vehicleType", "minibus", "pickupHour", 8), largeRush),
                row("wheelchair in the evening rush", given("vehicleType", "wheelchair", "pickupHour", 16), largeRush),
                row("minibus after the rush", given("vehicleType", "minibus", "pickupHour", 10), large),
                row("wheelchair at night", given("vehicleType", "wheelchair", "pickupHour", 3), large),
                row("rush begins at 7", given("company", "x", "vehicleType", "sedan", "pickupHour", 7), rush),
                row("rush until before 10", given("pickupHour", 9), rush),
                row("10 is no rush", given("pickupHour", 10), otherwise),
                row("15 is no rush", given("pickupHour", 15), otherwise),
                row("rush begins again at 16", given("pickupHour", 16), rush),
                row("rush until before 19", given("pickupHour", 18), rush),
                row("19 is no rush", given("pickupHour", 19), otherwise),
                row("night begins at 22", given("pickupHour", 22), night),
                row("night at 0", given("pickupHour", 0), night),
                row("night until before 6", given("pickupHour", 5), night),
                row("6 is no night", given("pickupHour", 6), otherwise),
                row("hour unknown", given("vehicleType", "sedan", "pickupHour", null), otherwise),
                row("hour no number", given("pickupHour", "noon"), otherwise),
                row("nothing known", given(), otherwise));
    }

    private static String estimate(double detour, int speed, int approach, int turnaround) {
        return """
                {"detourFactor": %s, "speedKmh": %d, "approachMinutes": %d, "turnaroundMinutes": %d}""".formatted(detour, speed, approach, turnaround);
    }
}
