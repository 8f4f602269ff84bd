package io.joblane.demo;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.context.CurrentCompany;
import io.joblane.customer.Customers;
import io.joblane.fleet.Vehicles;
import io.joblane.identity.Users;
import io.joblane.identity.Users.NewUser;
import io.joblane.shared.Geo;
import io.joblane.shared.VehicleType;
import io.joblane.workforce.AgentStatus;
import io.joblane.workforce.Agents;
import io.joblane.workforce.NewAgent;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the demo companies where they are missing: first the logins, then the transfer company's people and vehicles in one transaction. */
@Component
@ConditionalOnBooleanProperty("joblane.demo")
class DemoData implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(DemoData.class);
    private static final List<String> CUSTOMERS =
            List.of("Alice Ward", "Brian Cole", "Chloe Park", "Derek Stone", "Emma Blake", "Frank Nolan");

    private final Companies companies;
    private final Users users;
    private final Vehicles vehicles;
    private final Agents agents;
    private final Customers customers;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private volatile boolean running;

    DemoData(
            Companies companies,
            Users users,
            Vehicles vehicles,
            Agents agents,
            Customers customers,
            TransactionTemplate transactions,
            Clock clock) {
        this.companies = companies;
        this.users = users;
        this.vehicles = vehicles;
        this.agents = agents;
        this.customers = customers;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void start() {
        List<Company> missing = Stream.concat(
                        Stream.of(DemoCompany.COMPANY, DemoFieldCompany.COMPANY), DemoServiceCompanies.ALL.stream())
                .filter(company -> companies.find(company.slug()).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            log.info(
                    "Making the demo companies {} with their databases, logins, people and vehicles",
                    missing.stream().map(Company::slug).toList());
            companies.saveAll(missing);
        }
        Map<String, UUID> logins = logins();
        CurrentCompany.run(DemoCompany.SLUG, () -> fill(logins, DemoCompany.agents(), () -> drivers(logins)));
        CurrentCompany.run(DemoFieldCompany.SLUG, () -> fill(logins, DemoFieldCompany.agents(), () -> crew(logins)));
        running = true;
    }

    /** The last agent is there only if everything before is: the logins came first, the rest comes in one transaction. */
    private void fill(Map<String, UUID> logins, List<DemoCompany.Person> people, Runnable add) {
        UUID last = logins.get(people.getLast().email());
        if (last == null || agents.findByUser(last).isEmpty()) {
            transactions.executeWithoutResult(status -> add.run());
        }
    }

    private Map<String, UUID> logins() {
        List<NewUser> everybody = Stream.of(
                        people(DemoCompany.SLUG, DemoCompany.STAFF),
                        people(DemoCompany.SLUG, DemoCompany.agents()),
                        people(DemoFieldCompany.SLUG, DemoFieldCompany.STAFF),
                        people(DemoFieldCompany.SLUG, DemoFieldCompany.agents()),
                        DemoServiceCompanies.users().stream())
                .flatMap(some -> some)
                .toList();
        return users.seed(everybody, DemoCompany.PASSWORD);
    }

    private static Stream<NewUser> people(String company, List<DemoCompany.Person> people) {
        return people.stream().map(person -> new NewUser(person.email(), person.name(), company, person.role()));
    }

    /** Who works on sites drives no vehicle of the company's. */
    private void crew(Map<String, UUID> logins) {
        int number = 0;
        for (DemoCompany.Person person : DemoFieldCompany.agents()) {
            Geo home = DemoFieldCompany.home(number);
            agents.add(new NewAgent(
                    logins.get(person.email()),
                    person.name(),
                    person.email(),
                    "+44207946%04d".formatted(100 + number),
                    AgentStatus.ACTIVE,
                    home,
                    home,
                    null,
                    BigDecimal.valueOf(400 + 8L * number, 2),
                    10 + number,
                    20 + 9 * number));
            number++;
        }
    }

    private void drivers(Map<String, UUID> logins) {
        DemoFleet fleet = new DemoFleet();
        LocalDate today = LocalDate.ofInstant(clock.instant(), DemoCompany.COMPANY.timeZone());
        int number = 0;
        for (DemoCompany.Person person : DemoCompany.agents()) {
            UUID vehicle = vehicles.add(fleet.vehicle(fleet.typeOf(number), number, today));
            Geo home = fleet.nearCorner(number);
            agents.add(new NewAgent(
                    logins.get(person.email()),
                    person.name(),
                    person.email(),
                    "+1212555%04d".formatted(100 + number),
                    AgentStatus.ACTIVE,
                    home,
                    home,
                    vehicle,
                    BigDecimal.valueOf(fleet.between(320, 500), 2),
                    fleet.between(5, 400),
                    fleet.between(10, 900)));
            number++;
        }
        for (VehicleType type : VehicleType.values()) {
            vehicles.add(fleet.vehicle(type, number++, today));
        }
        for (int i = 0; i < CUSTOMERS.size(); i++) {
            String name = CUSTOMERS.get(i);
            customers.findOrCreate(
                    name,
                    name.toLowerCase(Locale.ROOT).replace(' ', '.') + "@mail.example",
                    "+1646555%04d".formatted(200 + i));
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

    /** Before the outbox relay (0), the workers and the web server: nothing runs against a half-made company. */
    @Override
    public int getPhase() {
        return -100;
    }
}
