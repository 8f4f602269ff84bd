package io.joblane.models;

import java.util.List;

class SalesRhythmTest extends DecisionTableTest {
    SalesRhythmTest() {
        super("salesRhythm");
    }

    @Override
    List<Case> cases() {
        return List.of(
                row(
                        "every company",
                        given("company", "cts"),
                        "{\"lookHour\": 7, \"reportWeekday\": 1, \"reportHour\": 8}"),
                row("nothing known", given(), "{\"lookHour\": 7, \"reportWeekday\": 1, \"reportHour\": 8}"));
    }
}
