package io.joblane.demo;

import io.joblane.company.Company;
import io.joblane.company.CompanySettings;
import io.joblane.company.CompanySettings.ShortlistOrder;
import io.joblane.demo.DemoCompany.Person;
import io.joblane.demo.bot.BotSettings.Phone;
import io.joblane.identity.Role;
import io.joblane.shared.Geo;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The demo's company whose people work on sites: jobs in London, for several agents at a time. */
final class DemoFieldCompany {
    static final String SLUG = "demo-field";
    static final int AGENTS = 12;

    static final Company COMPANY = new Company(
            SLUG,
            "Demo Field",
            ZoneId.of("Europe/London"),
            "GBP",
            "en-GB",
            "GB",
            new CompanySettings(20, ShortlistOrder.BALANCED, false, true, 0));

    static final List<Person> STAFF = List.of(
            new Person("admin.field@demo.example", "Fay Admin", Role.ADMIN),
            new Person("dispatcher.field@demo.example", "Fred Dispatcher", Role.DISPATCHER),
            new Person("manager.field@demo.example", "Fran Manager", Role.MANAGER));

    private static final List<String> NAMES = List.of(
            "Aisha Khan",
            "Bryn Evans",
            "Callum Reid",
            "Daisy Clarke",
            "Ewan Murray",
            "Freya Hughes",
            "Gareth Price",
            "Holly Barnes",
            "Imran Ali",
            "Jess Turner",
            "Kofi Mensah",
            "Lena Novak");

    /** Quarters of London in which they live. */
    private static final List<Geo> HOMES = List.of(
            new Geo(51.5421, -0.1433),
            new Geo(51.5462, -0.1415),
            new Geo(51.5155, -0.0722),
            new Geo(51.4613, -0.1156),
            new Geo(51.5290, -0.0550),
            new Geo(51.4934, -0.2250),
            new Geo(51.5560, -0.0760),
            new Geo(51.4740, -0.0690),
            new Geo(51.5070, -0.1270),
            new Geo(51.5380, -0.1030),
            new Geo(51.4990, -0.0830),
            new Geo(51.5230, -0.1580));

    private DemoFieldCompany() {}

    static List<Person> agents() {
        List<Person> agents = new ArrayList<>(AGENTS);
        for (int i = 0; i < AGENTS; i++) {
            agents.add(new Person("field%02d@demo.example".formatted(i + 1), NAMES.get(i), Role.AGENT));
        }
        return agents;
    }

    static Geo home(int agent) {
        return HOMES.get(agent);
    }

    static List<Phone> phones() {
        List<Phone> phones = new ArrayList<>(AGENTS);
        for (Person agent : agents()) {
            Geo home = home(phones.size());
            phones.add(new Phone(agent.email(), DemoCompany.PASSWORD, home.lat(), home.lng(), true));
        }
        return phones;
    }
}
