package io.joblane.startup;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The first company of an empty installation, and its admin; nothing is made while {@code company} is blank.
 *
 * @param company its slug, e.g. {@code city-cars}
 * @param timezone e.g. {@code Europe/London}
 * @param currency ISO 4217
 * @param locale BCP 47
 * @param country ISO 3166-1 alpha-2
 */
@ConfigurationProperties("joblane.first")
record FirstCompanySettings(
        @DefaultValue("") String company,
        @DefaultValue("") String name,
        @DefaultValue("UTC") String timezone,
        @DefaultValue("USD") String currency,
        @DefaultValue("en-US") String locale,
        @DefaultValue("US") String country,
        @DefaultValue("") String adminEmail,
        @DefaultValue("") String adminPassword) {

    boolean isSet() {
        return !company.isBlank();
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "FirstCompanySettings[company=" + company + ", adminEmail=" + adminEmail + "]";
    }
}
