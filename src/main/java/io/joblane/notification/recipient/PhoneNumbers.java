package io.joblane.notification.recipient;

import java.util.Map;
import java.util.Optional;

/** Numbers as people write them, made into what the telephone network takes (E.164). */
public final class PhoneNumbers {
    /** Country code, and what a national number begins with that falls away behind it. */
    private static final Map<String, Plan> PLANS = Map.ofEntries(
            Map.entry("US", new Plan("1", "")),
            Map.entry("CA", new Plan("1", "")),
            Map.entry("DO", new Plan("1", "")),
            Map.entry("GB", new Plan("44", "0")),
            Map.entry("IE", new Plan("353", "0")),
            Map.entry("DE", new Plan("49", "0")),
            Map.entry("AT", new Plan("43", "0")),
            Map.entry("CH", new Plan("41", "0")),
            Map.entry("FR", new Plan("33", "0")),
            Map.entry("NL", new Plan("31", "0")),
            Map.entry("BE", new Plan("32", "0")),
            Map.entry("ES", new Plan("34", "")),
            Map.entry("IT", new Plan("39", "")),
            Map.entry("PT", new Plan("351", "")),
            Map.entry("AU", new Plan("61", "0")),
            Map.entry("NZ", new Plan("64", "0")));

    private PhoneNumbers() {}

    private record Plan(String code, String trunk) {}

    /**
     * @param country ISO 3166-1, for numbers without a country code
     * @return empty where it can be no number, or where the country's plan is not known here
     */
    public static Optional<String> e164(String text, String country) {
        String digits = text.replaceAll("[\\s().\\-/]", "");
        if (digits.startsWith("00")) {
            digits = "+" + digits.substring(2);
        }
        if (!digits.startsWith("+")) {
            Plan plan = PLANS.get(country);
            if (plan == null) {
                return Optional.empty();
            }
            String national = digits.startsWith(plan.trunk())
                    ? digits.substring(plan.trunk().length())
                    : digits;
            boolean hasCode = plan.code().equals("1") && national.length() == 11 && national.startsWith("1");
            digits = hasCode ? "+" + national : "+" + plan.code() + national;
        }
        return digits.matches("\\+[1-9][0-9]{7,14}") ? Optional.of(digits) : Optional.empty();
    }
}
