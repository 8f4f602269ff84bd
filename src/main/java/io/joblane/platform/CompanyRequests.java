package io.joblane.platform;

import io.joblane.company.Branding;
import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.company.CompanySettings;
import io.joblane.company.CompanySettings.ShortlistOrder;
import io.joblane.shared.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The bodies of the company routes. A field that is missing or null stays as it is, or takes its default. */
final class CompanyRequests {
    private static final String NOT_BLANK = "(?s).*\\S.*";
    private static final String COLOUR = "#[0-9a-fA-F]{6}";
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private CompanyRequests() {}

    record BrandingPart(
            @Pattern(regexp = COLOUR, message = "must look like #1f4e79") @Nullable String primary,

            @Pattern(regexp = COLOUR, message = "must look like #1f4e79") @Nullable String secondary,

            @Pattern(regexp = "|https://\\S+", message = "must be an https address or empty") @Size(max = 500) @Nullable
            String logoUrl) {
        Branding over(Branding before) {
            try {
                return new Branding(
                        or(primary, before.primary()),
                        or(secondary, before.secondary()),
                        or(logoUrl, before.logoUrl()));
            } catch (IllegalArgumentException e) {
                throw Problem.badRequest("invalid_branding", "logoUrl must be an https address or empty.");
            }
        }
    }

    record SettingsPart(
            @Min(1) @Max(500) @Nullable Integer shortlistSize,
            @Nullable ShortlistOrder shortlistOrder,
            @Nullable Boolean vehicles,
            @Nullable Boolean jobs,
            @Min(0) @Max(104) @Nullable Integer dormancyWeeks) {
        CompanySettings over(CompanySettings before) {
            return new CompanySettings(
                    or(shortlistSize, before.shortlistSize()),
                    or(shortlistOrder, before.shortlistOrder()),
                    or(vehicles, before.vehicles()),
                    or(jobs, before.jobs()),
                    or(dormancyWeeks, before.dormancyWeeks()));
        }
    }

    /** @param slug names the company for ever, in addresses, and its database */
    record NewCompanyRequest(
            @NotBlank @Pattern(regexp = Companies.SLUG, message = "must be 2 to 41 of a-z, 0-9 and -, and begin with a letter") String slug,

            @NotBlank @Size(max = 100) String name,
            @NotBlank @Size(max = 60) String timeZone,
            @NotBlank @Size(max = 3) String currency,
            @NotBlank @Size(max = 35) String locale,
            @NotBlank @Size(max = 2) String country,
            @Valid @Nullable BrandingPart branding,
            @Valid @Nullable SettingsPart settings) {
        Company company() {
            return new Company(
                    slug,
                    name.strip(),
                    zone(timeZone),
                    CompanyRequests.currency(currency),
                    CompanyRequests.locale(locale),
                    CompanyRequests.country(country),
                    settings == null ? CompanySettings.DEFAULT : settings.over(CompanySettings.DEFAULT),
                    branding == null ? Branding.DEFAULT : branding.over(Branding.DEFAULT));
        }
    }

    record CompanyChangeRequest(
            @Pattern(regexp = NOT_BLANK, message = "must not be blank") @Size(max = 100) @Nullable String name,

            @Size(max = 60) @Nullable String timeZone,
            @Size(max = 3) @Nullable String currency,
            @Size(max = 35) @Nullable String locale,
            @Size(max = 2) @Nullable String country,
            @Valid @Nullable BrandingPart branding,
            @Valid @Nullable SettingsPart settings) {
        Company over(Company before) {
            return new Company(
                    before.slug(),
                    name == null ? before.name() : name.strip(),
                    timeZone == null ? before.timeZone() : zone(timeZone),
                    currency == null ? before.currency() : CompanyRequests.currency(currency),
                    locale == null ? before.locale() : CompanyRequests.locale(locale),
                    country == null ? before.country() : CompanyRequests.country(country),
                    settings == null ? before.settings() : settings.over(before.settings()),
                    branding == null ? before.branding() : branding.over(before.branding()));
        }
    }

    private static ZoneId zone(String text) {
        try {
            if (ZoneId.getAvailableZoneIds().contains(text)) {
                return ZoneId.of(text);
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw invalid("timeZone", "a time zone's name, e.g. America/New_York");
    }

    private static String currency(String text) {
        try {
            return Currency.getInstance(text).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            throw invalid("currency", "an ISO 4217 code, e.g. USD");
        }
    }

    private static String locale(String text) {
        try {
            return Optional.of(new Locale.Builder().setLanguageTag(text).build().toLanguageTag())
                    .filter(tag -> !tag.equals("und"))
                    .orElseThrow(() -> invalid("locale", "a language tag, e.g. en-US"));
        } catch (IllformedLocaleException e) {
            throw invalid("locale", "a language tag, e.g. en-US");
        }
    }

    private static String country(String text) {
        if (!COUNTRIES.contains(text)) {
            throw invalid("country", "an ISO 3166 code, e.g. US");
        }
        return text;
    }

    private static Problem invalid(String field, String expected) {
        return Problem.badRequest("invalid_value", "\"" + field + "\" must be " + expected + ".");
    }

    private static <T> T or(@Nullable T wanted, T before) {
        return wanted == null ? before : wanted;
    }
}
