package io.joblane.invoicing.paper;

import io.joblane.company.Company;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** The company's language: what papers call things, how they write amounts and days. */
public final class Words {
    private static final String BUNDLE = "papers";

    private final Locale locale;
    private final ZoneId zone;
    private final ResourceBundle bundle;

    private Words(Locale locale, ZoneId zone) {
        this.locale = locale;
        this.zone = zone;
        this.bundle = ResourceBundle.getBundle(
                BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    public static Words of(Company company) {
        return new Words(Locale.forLanguageTag(company.locale()), company.timeZone());
    }

    /** @throws MissingResourceException for a key that the English file lacks */
    public String text(String key) {
        return bundle.getString(key);
    }

    /** {@link #text} with its {@code {0}} and {@code {1}} filled in. */
    public String text(String key, Object first, Object second) {
        return text(key).replace("{0}", first.toString()).replace("{1}", second.toString());
    }

    /** With the currency, in two decimals or as many as it has. */
    public String money(BigDecimal amount, String currency) {
        NumberFormat format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(Currency.getInstance(currency));
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        // Narrow spaces that no font has to have.
        return format.format(amount).replace('\u202f', '\u00a0');
    }

    public String percent(BigDecimal percent) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(3);
        return format.format(percent) + "\u00a0%";
    }

    public String day(Instant at) {
        return day(at.atZone(zone).toLocalDate());
    }

    public String day(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(day);
    }

    public String month(LocalDate first) {
        return DateTimeFormatter.ofPattern("LLLL yyyy", locale).format(first);
    }
}
