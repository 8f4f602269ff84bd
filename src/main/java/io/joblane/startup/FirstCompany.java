package io.joblane.startup;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.company.CompanySettings;
import io.joblane.identity.Role;
import io.joblane.identity.User;
import io.joblane.identity.Users;
import io.joblane.shared.Problem;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Makes the first company and its admin, where the settings name one and the installation has none. */
@Component
@EnableConfigurationProperties(FirstCompanySettings.class)
class FirstCompany implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(FirstCompany.class);

    private final FirstCompanySettings settings;
    private final Companies companies;
    private final Users users;
    private volatile boolean running;

    FirstCompany(FirstCompanySettings settings, Companies companies, Users users) {
        this.settings = settings;
        this.companies = companies;
        this.users = users;
    }

    @Override
    public void start() {
        if (settings.isSet()) {
            make();
        }
        running = true;
    }

    private void make() {
        boolean known = companies.find(settings.company()).isPresent();
        if (!known && !companies.all().isEmpty()) {
            log.info("There is a company already; {} of the settings is not made", settings.company());
            return;
        }
        if (!known) {
            companies.save(company());
        }
        if (users.membersOf(settings.company()).isEmpty()) {
            // Also runs the platform: nobody else is there who could make the next company.
            users.grant(admin(), settings.company(), Role.PLATFORM_ADMIN);
            log.info("Made the company {} with its admin", settings.company());
        }
    }

    private Company company() {
        if (!settings.company().matches("[a-z][a-z0-9-]{1,40}")) {
            throw new FirstCompanyFaultException(
                    "JOBLANE_FIRST_COMPANY must be 2 to 41 of a-z, 0-9 and -, and begin with a letter, e.g. city-cars.");
        }
        try {
            return new Company(
                    settings.company(),
                    settings.name().isBlank() ? settings.company() : settings.name(),
                    ZoneId.of(settings.timezone()),
                    settings.currency(),
                    settings.locale(),
                    settings.country(),
                    CompanySettings.DEFAULT);
        } catch (DateTimeException e) {
            throw new FirstCompanyFaultException(
                    "JOBLANE_FIRST_TIMEZONE must name a time zone, e.g. Europe/London, not " + settings.timezone()
                            + ".");
        }
    }

    private UUID admin() {
        try {
            return users.findByEmail(settings.adminEmail())
                    .map(User::id)
                    .orElseGet(() -> users.create(settings.adminEmail(), "Admin", settings.adminPassword()));
        } catch (Problem e) {
            throw new FirstCompanyFaultException(
                    "The first admin cannot be made from JOBLANE_FIRST_ADMINEMAIL and JOBLANE_FIRST_ADMINPASSWORD: "
                            + e.getMessage());
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before anything works for a company. */
    @Override
    public int getPhase() {
        return -200;
    }
}
