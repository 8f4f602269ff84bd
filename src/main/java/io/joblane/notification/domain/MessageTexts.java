package io.joblane.notification.domain;

import io.joblane.company.Company;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The catalogue of texts, in the company's language where it is translated, else in English. */
@Component
public class MessageTexts {
    private static final String CATALOGUE = "notification/messages";
    /** Behind the name of a value: the same as a moment or a date in ISO 8601. */
    public static final String RAW = "Iso";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
    /** The server's own language is nobody's. */
    private static final Control NO_FALLBACK = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    /** @throws IllegalStateException where the text wants a value that is not given */
    public String text(Company company, String key, Map<String, String> values) {
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

    /** The time as text, and beside it the moment itself, from which another language makes its own text. */
    void putTime(Map<String, String> values, String name, Company company, Instant instant) {
        values.put(name, time(company, instant));
        values.put(name + RAW, instant.toString());
    }

    /** As the company's country writes it, with the currency's sign. */
    String money(Company company, BigDecimal amount, String currency) {
        NumberFormat format = NumberFormat.getCurrencyInstance(Locale.forLanguageTag(company.locale()));
        format.setCurrency(Currency.getInstance(currency));
        return format.format(amount);
    }

    String date(Company company, LocalDate date) {
        return DateTimeFormatter.ofPattern(
                        catalogue(company).getString("pattern.date"), Locale.forLanguageTag(company.locale()))
                .format(date);
    }

    /** Every key of the catalogue. */
    public Set<String> keys() {
        return catalogue(Locale.ROOT).keySet();
    }

    /** The names of the values that a text wants. */
    public Set<String> placeholders(String key) {
        return PLACEHOLDER
                .matcher(catalogue(Locale.ROOT).getString(key))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    /** A text of the catalogue as it stands there, in that language where it is translated. */
    public String pattern(Locale language, String key) {
        return catalogue(language).getString(key);
    }

    /** The same values; the moments and dates among them as that language writes them, on the company's clock. */
    public Map<String, String> localised(Map<String, String> values, Company company, Locale language) {
        Map<String, String> localised = new HashMap<>(values);
        values.forEach((name, raw) -> {
            if (name.endsWith(RAW)) {
                localised.put(name.substring(0, name.length() - RAW.length()), written(raw, company, language));
            }
        });
        return localised;
    }

    private static String written(String raw, Company company, Locale language) {
        ResourceBundle patterns = catalogue(language);
        return raw.contains("T")
                ? DateTimeFormatter.ofPattern(patterns.getString("pattern.time"), language)
                        .format(Instant.parse(raw).atZone(company.timeZone()))
                : DateTimeFormatter.ofPattern(patterns.getString("pattern.date"), language)
                        .format(LocalDate.parse(raw));
    }

    private static ResourceBundle catalogue(Company company) {
        return catalogue(Locale.forLanguageTag(company.locale()));
    }

    private static ResourceBundle catalogue(Locale language) {
        return ResourceBundle.getBundle(CATALOGUE, language, NO_FALLBACK);
    }
}
