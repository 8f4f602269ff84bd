package io.joblane.report;

import io.joblane.identity.Admin;
import io.joblane.identity.Users;
import io.joblane.shared.Page;
import io.joblane.shared.Problem;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CompanyReportController {
    private static final int MOST_DAYS = 366;

    private final CompanyReports reports;
    private final Users users;

    CompanyReportController(CompanyReports reports, Users users) {
        this.reports = reports;
        this.users = users;
    }

    /** All companies that the caller is an admin of, side by side. Both days are counted, each in the company's own time. */
    @GetMapping("/api/v1/reports/companies")
    @Admin
    Page<CompanyReport> report(
            @RequestParam LocalDate from, @RequestParam LocalDate to, JwtAuthenticationToken caller) {
        if (to.isBefore(from) || to.isAfter(from.plusDays(MOST_DAYS))) {
            throw Problem.badRequest(
                    "invalid_period",
                    "\"to\" must not lie before \"from\", and at most " + MOST_DAYS + " days after it.");
        }
        return new Page<>(
                reports.of(
                        users.findLive(UUID.fromString(caller.getName()))
                                .orElseThrow(() -> Problem.unauthorized("unauthorized", "This account is closed.")),
                        from,
                        to),
                null);
    }
}
