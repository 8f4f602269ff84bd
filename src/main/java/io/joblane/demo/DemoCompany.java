package io.joblane.demo;

import io.joblane.company.Company;
import io.joblane.company.CompanySettings;
import io.joblane.identity.Role;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Who and what the demo knows by name. */
final class DemoCompany {
    static final String SLUG = "demo-transfer";
    static final String PASSWORD = "joblane-demo";
    static final int AGENTS = 40;

    static final Company COMPANY = new Company(
            SLUG, "Demo Transfer", ZoneId.of("America/New_York"), "USD", "en-US", "US", CompanySettings.DEFAULT);

    static final List<Person> STAFF = List.of(
            new Person("admin@demo.example", "Ada Admin", Role.ADMIN),
            new Person("dispatcher@demo.example", "Dana Dispatcher", Role.DISPATCHER),
            new Person("manager@demo.example", "Max Manager", Role.MANAGER),
            new Person("salesperson@demo.example", "Sal Salesperson", Role.SALESPERSON),
            new Person("platform@demo.example", "Pat Platform", Role.PLATFORM_ADMIN));

    private static final List<String> FIRST = List.of(
            "Amara", "Ben", "Carla", "Dmitri", "Elena", "Farid", "Grace", "Hugo", "Ines", "Jamal", "Kira", "Luis",
            "Mei", "Noah", "Olga", "Pavel", "Quinn", "Rosa", "Samir", "Tess");
    private static final List<String> LAST = List.of("Okafor", "Rivera", "Chen", "Novak");

    private DemoCompany() {}

    static List<Person> agents() {
        List<Person> agents = new ArrayList<>(AGENTS);
        for (int i = 0; i < AGENTS; i++) {
            String name = FIRST.get(i % FIRST.size()) + " " + LAST.get((i / FIRST.size() * 2 + i) % LAST.size());
            agents.add(new Person("agent%02d@demo.example".formatted(i + 1), name, Role.AGENT));
        }
        return agents;
    }

    /** Somebody who signs in. */
    record Person(String email, String name, Role role) {}
}
