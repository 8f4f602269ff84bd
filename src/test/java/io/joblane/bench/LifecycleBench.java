package io.joblane.bench;

import static io.joblane.bench.Figures.number;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Lifecycles a second, placed to invoiced, with phones at full speed through HTTP, next to the same models on the same engine
 * with workers that do nothing. Target: at least 0.6 of them.
 */
class LifecycleBench extends BenchTest {
    private static final int AGENTS = 80;
    private static final String SLUG = "bench-life";

    @Test
    void placedToInvoiced() {
        company(SLUG, AGENTS);
        List<Double> ours = new ArrayList<>();
        List<Double> idle = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        try (var workers = new IdleWorkers(engine.client())) {
            for (int round = 0; round <= Sizes.ROUNDS; round++) {
                int seconds = round == 0 ? Sizes.WARM_UP_SECONDS : Sizes.SECONDS;
                double a = Lifecycles.perSecond(seconds, SLUG, port, AGENTS, jdbc, work -> in(SLUG, work));
                long before = workers.ended();
                double b = Lifecycles.rate(seconds, n -> workers.start(), () -> workers.ended() - before);
                if (round > 0) {
                    // The first round only warms up.
                    ours.add(a);
                    idle.add(b);
                }
                rows.add(List.of(round == 0 ? "warm-up" : "round " + round, number(a), number(b), number(a / b)));
            }
            rows.add(List.of(
                    "median",
                    number(Figures.median(ours)),
                    number(Figures.median(idle)),
                    number(Figures.median(ours) / Figures.median(idle))));
            Figures.table(
                    "(a) lifecycles a second, " + Sizes.IN_FLIGHT + " under way, " + workers.refused()
                            + " idle completions sent again",
                    List.of("", "Joblane", "idle workers", "ratio"),
                    rows);
        }
    }
}
