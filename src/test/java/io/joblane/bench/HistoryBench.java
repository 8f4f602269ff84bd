package io.joblane.bench;

import static io.joblane.bench.Figures.number;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Two companies, one of them with 100,000 bookings behind it, take turns. Target: the past changes nothing by more than 20 %.
 */
class HistoryBench extends BenchTest {
    private static final List<String> COMPANIES = List.of("bench-young", "bench-old");

    @Test
    void aLongPastCostsNothing() throws InterruptedException {
        COMPANIES.forEach(slug -> company(slug, Sizes.DRIVERS));
        History.write(databases, "bench-old", Sizes.HISTORY);
        Map<String, List<Map<String, Double>>> rounds = new LinkedHashMap<>();
        for (int round = 0; round <= Sizes.ROUNDS; round++) {
            for (String slug : COMPANIES) {
                Map<String, Double> figures = round(slug, round == 0);
                if (round > 0) {
                    rounds.computeIfAbsent(slug, s -> new ArrayList<>()).add(figures);
                }
            }
        }
        List<List<String>> rows = new ArrayList<>();
        for (String figure : rounds.get("bench-young").get(0).keySet()) {
            double young = median(rounds.get("bench-young"), figure);
            double old = median(rounds.get("bench-old"), figure);
            rows.add(List.of(figure, number(young), number(old), "%+.0f %%".formatted(100 * (old / young - 1))));
        }
        Figures.table(
                "(d) without and with " + Sizes.HISTORY + " past bookings, medians of " + Sizes.ROUNDS + " rounds",
                List.of("", "without", "with", "change"),
                rows);
    }

    private Map<String, Double> round(String slug, boolean warmUp) throws InterruptedException {
        Map<String, Double> figures = new LinkedHashMap<>();
        int seconds = warmUp ? Sizes.WARM_UP_SECONDS / 2 : Sizes.SECONDS;
        figures.put(
                "lifecycles/s",
                Lifecycles.invoiced(seconds, slug, port, Sizes.DRIVERS, jdbc, work -> in(slug, work))
                        .perSecond());
        long[] dispatch = new Dispatches(this, slug).nanos(Math.max(5, Sizes.SAMPLES / 4));
        figures.put("dispatch p50 ms", Figures.percentile(dispatch, 50));
        new Routes(this, slug)
                .measure(Math.max(1, Sizes.SECONDS / 8))
                .forEach((route, nanos) -> figures.put(route + " p50 ms", Figures.percentile(nanos, 50)));
        return figures;
    }

    private static double median(List<Map<String, Double>> rounds, String figure) {
        return Figures.median(rounds.stream().map(round -> round.get(figure)).toList());
    }
}
