package io.joblane.platform;

import io.joblane.company.Branding;
import io.joblane.company.CompanyRecord;
import io.joblane.company.CompanySettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A company as its platform's admin sees it. */
record CompanyView(
        String slug,
        String name,
        String timeZone,
        String currency,
        String locale,
        String country,
        Branding branding,
        CompanySettings settings,
        int version,
        @Nullable SuspensionView suspension,
        @Nullable String schemaTarget) {

    record SuspensionView(
            String reason, Instant since, @Nullable Instant until) {}

    static CompanyView of(CompanyRecord one) {
        var company = one.company();
        var suspension = one.suspension();
        return new CompanyView(
                company.slug(),
                company.name(),
                company.timeZone().getId(),
                company.currency(),
                company.locale(),
                company.country(),
                company.branding(),
                company.settings(),
                one.version(),
                suspension == null
                        ? null
                        : new SuspensionView(suspension.reason(), suspension.since(), suspension.until()),
                one.schemaTarget());
    }
}
