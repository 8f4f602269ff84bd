package io.joblane.invoicing.domain;

import io.joblane.pricing.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * What work on a job costs, as the decision {@code jobPricing} says.
 *
 * @param perHour of one agent
 * @param minimumMinutes at least that much is charged for each agent
 * @param stepMinutes each agent's time is charged in whole steps, 1 to 60
 * @param callOut once a job, for coming
 */
public record JobRate(BigDecimal perHour, int minimumMinutes, int stepMinutes, BigDecimal callOut) {
    private static final BigDecimal HOUR = BigDecimal.valueOf(60);

    List<Line> lines(JobWork work) {
        int charged = work.minutes().stream().mapToInt(this::charged).sum();
        BigDecimal hours = BigDecimal.valueOf(charged).divide(HOUR, 2, RoundingMode.HALF_UP);
        BigDecimal labour = perHour.multiply(BigDecimal.valueOf(charged)).divide(HOUR, 2, RoundingMode.HALF_UP);
        int agents = work.minutes().size();
        List<Line> lines = new ArrayList<>();
        if (callOut.signum() > 0) {
            lines.add(new Line("call_out", "Call-out " + work.reference(), callOut.setScale(2, RoundingMode.HALF_UP)));
        }
        String who = agents == 1 ? "" : " (" + agents + " people)";
        lines.add(new Line(
                "labour",
                "Labour " + work.reference() + ": " + hours.toPlainString() + " h at "
                        + perHour.setScale(2, RoundingMode.HALF_UP).toPlainString() + who,
                labour));
        return lines;
    }

    private int charged(int minutes) {
        int atLeast = Math.max(minutes, minimumMinutes);
        return Math.ceilDiv(atLeast, stepMinutes) * stepMinutes;
    }
}
