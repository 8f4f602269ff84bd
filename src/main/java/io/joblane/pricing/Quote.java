package io.joblane.pricing;

import io.joblane.shared.Money;
import java.util.List;

/** A price and the version of the decision that made it. The total is the sum of the lines. */
public record Quote(List<Line> lines, Money total, long decisionKey, int decisionVersion) {
    public Quote {
        lines = List.copyOf(lines);
    }
}
