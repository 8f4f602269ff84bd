package io.joblane.company;

import java.time.ZoneId;

/**
 * A tenant with a database of its own.
 *
 * @param slug its id in URLs, variables and the header {@code X-Company}
 * @param currency ISO 4217
 * @param locale BCP 47
 * @param country ISO 3166-1 alpha-2
 */
public record Company(
        String slug,
        String name,
        ZoneId timeZone,
        String currency,
        String locale,
        String country,
        CompanySettings settings,
        Branding branding) {

    /** A company that looks like Joblane. */
    public Company(
            String slug,
            String name,
            ZoneId timeZone,
            String currency,
            String locale,
            String country,
            CompanySettings settings) {
        this(slug, name, timeZone, currency, locale, country, settings, Branding.DEFAULT);
    }
}
