package io.joblane.demo;

import io.joblane.company.Branding;
import io.joblane.company.Company;
import io.joblane.company.CompanySettings;
import io.joblane.company.CompanySettings.ShortlistOrder;
import io.joblane.identity.Role;
import io.joblane.identity.Users.NewUser;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** The four service companies of the demo, beside the transfer company, and who works in more than one of them. */
final class DemoServiceCompanies {
    private static final String CREAM = "#f5f5dc";
    private static final String WHITE = "#ffffff";

    static final List<Company> ALL = List.of(
            company("getagrip", "Get a Grip Charlotte", "#8b1538", CREAM, 8),
            company("kleanit-charlotte", "Kleanit Charlotte", "#0052cc", WHITE, 3),
            company("cts", "CTS of Raleigh", "#2c2c2c", CREAM, 4),
            company("kleanit-sf", "Kleanit South Florida", "#00d66c", WHITE, 3));

    private DemoServiceCompanies() {}

    /** Charlotte, Raleigh and South Florida all keep eastern time. */
    private static Company company(String slug, String name, String primary, String secondary, int dormancyWeeks) {
        return new Company(
                slug,
                name,
                ZoneId.of("America/New_York"),
                "USD",
                "en-US",
                "US",
                new CompanySettings(20, ShortlistOrder.BALANCED, true, true, dormancyWeeks),
                new Branding(primary, secondary, ""));
    }

    /** The transfer company's own people have a place nowhere else, so that they need not choose a company. */
    static List<NewUser> users() {
        Stream<NewUser> owner = Stream.concat(Stream.of(DemoCompany.COMPANY, DemoFieldCompany.COMPANY), ALL.stream())
                .map(company -> new NewUser("owner@demo.example", "Olive Owner", company.slug(), Role.ADMIN));
        Stream<NewUser> sales = ALL.stream()
                .map(company -> new NewUser("sales@demo.example", "Sid Sales", company.slug(), Role.SALESPERSON));
        Stream<NewUser> managers = ALL.stream()
                .map(company -> new NewUser(
                        "manager." + company.slug() + "@demo.example",
                        "Manager of " + company.name(),
                        company.slug(),
                        Role.MANAGER));
        return Stream.of(owner, sales, managers).flatMap(users -> users).toList();
    }
}
