package io.joblane.document.domain;

import io.joblane.company.Companies;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/** Which day it is for the current company. */
@Component
class CompanyDay {
    private final Companies companies;
    private final Clock clock;

    CompanyDay(Companies companies, Clock clock) {
        this.companies = companies;
        this.clock = clock;
    }

    LocalDate today() {
        return clock.instant().atZone(companies.current().timeZone()).toLocalDate();
    }
}
