package io.joblane.notification.template;

import java.util.Map;

/** What a value may look like, for previews. */
final class Samples {
    private static final Map<String, String> BY_NAME = Map.ofEntries(
            Map.entry("reference", "BK-1042"),
            Map.entry("pickup", "5 Pine Street"),
            Map.entry("dropoff", "Airport, Terminal 4"),
            Map.entry("pickupAt", "Sat 4 Jul, 14:30 EDT"),
            Map.entry("passengers", "2"),
            Map.entry("luggage", "3"),
            Map.entry("agent", "Ada"),
            Map.entry("vehicle", "Toyota Camry, NY-1234"),
            Map.entry("refund", "We pay back 41.20 USD (80 % of the price)."),
            Map.entry("ratingLink", "https://example.com/rate/1042"),
            Map.entry("unsubscribeLink", "https://example.com/unsubscribe/1042"),
            Map.entry("company", "Example Transfers"),
            Map.entry("title", "Roof repair"),
            Map.entry("text", "Please call dispatch."),
            Map.entry("type", "Roofing"),
            Map.entry("address", "12 High Street, AB1 2CD"),
            Map.entry("area", "AB1"),
            Map.entry("arrivalAt", "Mon 6 Jul, 08:00 BST"),
            Map.entry("hours", "7.5"),
            Map.entry("instructions", "Ring at the gate."),
            Map.entry("weather", "Dry, 18 degrees."),
            Map.entry("from", "Mon 6 Jul 2026"),
            Map.entry("to", "Sun 12 Jul 2026"),
            Map.entry("first", "Mon 6 Jul 2026"),
            Map.entry("last", "Fri 10 Jul 2026"),
            Map.entry("until", "Fri 31 Jul 2026"),
            Map.entry("days", "7"),
            Map.entry("name", "First aid"),
            Map.entry("note", "Two others are off that week."),
            Map.entry("resolution", "The tyre was changed."),
            Map.entry("reason", "The customer moved the date."));

    private Samples() {}

    static String of(String name) {
        return BY_NAME.getOrDefault(name, name);
    }
}
