package io.joblane.sales.domain;

import io.joblane.company.Company;
import io.joblane.engine.DecisionFailedException;
import io.joblane.engine.Decisions;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** When a company looks for dormant customers and when its weekly report goes out, as the decision {@code salesRhythm} says. */
@Component
class SalesRhythm {
    private static final String DECISION = "salesRhythm";

    private final Decisions decisions;

    SalesRhythm(Decisions decisions) {
        this.decisions = decisions;
    }

    /** @param reportWeekday 1 (Monday) to 7 */
    record Rhythm(int lookHour, int reportWeekday, int reportHour) {
        static boolean reached(LocalDate day, int hour, ZonedDateTime now) {
            return !now.isBefore(day.atTime(hour, 0).atZone(now.getZone()));
        }
    }

    /** Asks the engine: never inside a transaction. */
    Rhythm of(Company company) {
        JsonNode rule =
                decisions.evaluate(DECISION, Map.of("company", company.slug())).output();
        return new Rhythm(
                whole(rule, "lookHour", 0, 23), whole(rule, "reportWeekday", 1, 7), whole(rule, "reportHour", 0, 23));
    }

    private static int whole(JsonNode rule, String name, int least, int most) {
        int number = rule.path(name).asInt(least - 1);
        if (number < least || number > most) {
            throw new DecisionFailedException(DECISION, name + " is no whole number from " + least + " to " + most);
        }
        return number;
    }
}
