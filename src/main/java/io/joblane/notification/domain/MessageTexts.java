package io.joblane.notification.domain;

import io.joblane.company.Company;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The catalogue of texts, in the company's language where it is translated, else in English. */
@Component
class MessageTexts {
    private static final String CATALOGUE = "notification/messages";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
    /** The server's own language is nobody's. */
    private static final Control NO_FALLBACK = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    /** @throws IllegalStateException where the text wants a value that is not given */
    String text(Company company, String key, Map<String, String> values) {
        Matcher matcher = PLACEHOLDER.matcher(catalogue(company).getString(key));
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            String value = values.get(matcher.group(1));
            if (value == null) {
                throw new IllegalStateException(
                        "The text " + key + " wants {" + matcher.group(1) + "}, which this event has not");
            }
            matcher.appendReplacement(text, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(text).toString();
    }

    /** On the company's clock, with the zone's short name: one hour in autumn comes twice. */
    String time(Company company, Instant instant) {
        Locale locale = Locale.forLanguageTag(company.locale());
        return DateTimeFormatter.ofPattern(catalogue(company).getString("pattern.time"), locale)
                .format(instant.atZone(company.timeZone()));
    }

    String date(Company company, LocalDate date) {
        return DateTimeFormatter.ofPattern(
                        catalogue(company).getString("pattern.date"), Locale.forLanguageTag(company.locale()))
                .format(date);
    }

    private static ResourceBundle catalogue(Company company) {
        return ResourceBundle.getBundle(CATALOGUE, Locale.forLanguageTag(company.locale()), NO_FALLBACK);
    }
}
