package io.joblane.models;

import java.util.List;

class SiteRulesTest extends DecisionTableTest {

    SiteRulesTest() {
        super("siteRules");
    }

    @Override
    List<Case> cases() {
        return List.of(
                row("installation", given("company", "other", "jobType", "Installation"), rules(200, 2, "lead")),
                row("repair", given("jobType", "repair"), rules(200, 2, "lead")),
                row("inspection", given("jobType", "INSPECTION"), rules(200, 1, "nobody")),
                row("delivery", given("jobType", "delivery"), rules(150, 0, "everybody")),
                row("anything else", given("jobType", "gardening"), rules(250, 0, "nobody")),
                row("no type", given("jobType", null), rules(250, 0, "nobody")),
                row("nothing known", given(), rules(250, 0, "nobody")));
    }

    private static String rules(int radius, int photos, String signature) {
        return "{\"radiusMetres\": %d, \"photosRequired\": %d, \"signatureFrom\": \"%s\"}"
                .formatted(radius, photos, signature);
    }
}
