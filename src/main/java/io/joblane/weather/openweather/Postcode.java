package io.joblane.weather.openweather;

import io.joblane.shared.Problem;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A postcode as the service's list has it. */
final class Postcode {
    /** The first group is what is sent: of a British one the outward part, of an American one the five digits. */
    private static final Map<String, Pattern> FORMS = Map.of(
            "GB", Pattern.compile("([A-Z]{1,2}[0-9][0-9A-Z]?)(?: ?[0-9][A-Z]{2})?"),
            "US", Pattern.compile("([0-9]{5})(?:-[0-9]{4})?"),
            "CA", Pattern.compile("([A-Z][0-9][A-Z])(?: ?[0-9][A-Z][0-9])?"));

    private static final Pattern ELSEWHERE = Pattern.compile("([0-9A-Z]{2,8}(?:[ -][0-9A-Z]{1,5})?)");

    private Postcode() {}

    /**
     * @param country ISO 3166-1 alpha-2
     * @throws Problem 400 {@code invalid_postcode}
     */
    static String sent(String text, String country) {
        Pattern form = FORMS.getOrDefault(country, ELSEWHERE);
        Matcher matcher = form.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw Problem.badRequest(
                    "invalid_postcode",
                    "This is no postcode of the country " + country + ". Correct it and try again.");
        }
        return matcher.group(1);
    }
}
