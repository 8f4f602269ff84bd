package io.joblane.bench;

import static io.joblane.bench.Figures.number;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** p50 and p99 of the main routes with many users at once; client and server share the machine. */
class ApiBench extends BenchTest {
    @Test
    void mainRoutes() throws InterruptedException {
        company("bench-api", 40);
        var routes = new Routes(this, "bench-api");
        int seconds = Math.max(1, Sizes.SECONDS / 3);
        routes.measure(Math.max(1, seconds / 2));
        List<List<String>> rows = new ArrayList<>();
        routes.measure(seconds)
                .forEach((route, nanos) -> rows.add(List.of(
                        route,
                        number(Figures.percentile(nanos, 50)),
                        number(Figures.percentile(nanos, 99)),
                        number(nanos.length / (double) seconds))));
        Figures.table(
                "(c) latency in ms, " + Sizes.USERS + " users at once",
                List.of("route", "p50", "p99", "calls/s"),
                rows);
    }
}
