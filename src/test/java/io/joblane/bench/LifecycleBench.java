package io.joblane.bench;

import static io.joblane.bench.Figures.number;

import io.joblane.bench.Lifecycles.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * Lifecycles a second, placed to invoiced, with phones at full speed through HTTP, next to the same models on the same engine
 * with workers that do nothing. Target: at least 0.6 of them.
 */
class LifecycleBench extends BenchTest {
    private static final String SLUG = "bench-life";

    @Test
    void placedToInvoiced() {
        company(SLUG, Sizes.DRIVERS);
        List<Rate> ours = new ArrayList<>();
        List<Rate> idle = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        try (var workers = new IdleWorkers(engine.client())) {
            for (int round = 0; round <= Sizes.ROUNDS; round++) {
                int seconds = round == 0 ? Sizes.WARM_UP_SECONDS : Sizes.SECONDS;
                Rate a = Lifecycles.invoiced(seconds, SLUG, port, Sizes.DRIVERS, jdbc, work -> in(SLUG, work));
                long before = workers.ended();
                Rate b = Lifecycles.rate(seconds, n -> workers.start(), () -> workers.ended() - before);
                if (round > 0) {
                    ours.add(a);
                    idle.add(b);
                }
                rows.add(row(round == 0 ? "warm-up" : "round " + round, a, b));
            }
            rows.add(row("median", median(ours), median(idle)));
            Figures.table(
                    "(a) lifecycles a second, " + Sizes.IN_FLIGHT + " under way, " + workers.refused()
                            + " idle completions sent again",
                    List.of("", "Joblane", "idle workers", "ratio", "CPU ms each", "CPU ms each, idle"),
                    rows);
        }
    }

    private static List<String> row(String name, Rate ours, Rate idle) {
        return List.of(
                name,
                number(ours.perSecond()),
                number(idle.perSecond()),
                number(ours.perSecond() / idle.perSecond()),
                number(ours.cpuMillis()),
                number(idle.cpuMillis()));
    }

    private static Rate median(List<Rate> rates) {
        return new Rate(median(rates, Rate::perSecond), median(rates, Rate::cpuMillis));
    }

    private static double median(List<Rate> rates, ToDoubleFunction<Rate> figure) {
        return Figures.median(rates.stream().mapToDouble(figure).boxed().toList());
    }
}
