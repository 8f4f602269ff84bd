package io.joblane.bench;

import static io.joblane.bench.Figures.number;

import io.joblane.company.CompanySettings;
import io.joblane.company.CompanySettings.ShortlistOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The decision for one booking among many agents, on the real path: from the commit of {@code awaiting_assignment} through
 * the process and its workers to the assignment. Growth from 1,000 to 10,000 agents: below twice. And how often the winner of
 * the full ranking is on a shortlist.
 */
class DispatchBench extends BenchTest {
    private static final int ALL = 500;

    @Test
    void awaitingAssignmentToAssigned() {
        List<List<String>> rows = new ArrayList<>();
        double thousand = 0;
        for (int agents : new int[] {100, 1_000, 10_000}) {
            String slug = "bench-d" + agents;
            company(slug, agents);
            var dispatches = new Dispatches(this, slug);
            dispatches.nanos(Math.max(5, Sizes.SAMPLES / 4));
            long[] nanos = dispatches.nanos(Sizes.SAMPLES);
            double p50 = Figures.percentile(nanos, 50);
            thousand = agents == 1_000 ? p50 : thousand;
            rows.add(List.of(
                    Integer.toString(agents),
                    number(p50),
                    number(Figures.percentile(nanos, 99)),
                    agents == 10_000 ? number(p50 / thousand) + " x" : ""));
        }
        Figures.table(
                "(b) awaiting_assignment to assigned, ms, one booking at a time, " + Sizes.SAMPLES + " samples",
                List.of("agents", "p50", "p99", "growth"),
                rows);
    }

    @Test
    void theWinnerIsOnTheShortlist() {
        String slug = "bench-short";
        company(slug, ALL);
        var dispatches = new Dispatches(this, slug);
        int trips = Math.max(5, Sizes.SAMPLES / 2);
        List<UUID> bookings = new ArrayList<>();
        List<String> winners = new ArrayList<>();
        for (int i = 0; i < trips; i++) {
            UUID booking = dispatches.place();
            dispatches.cancel(booking);
            bookings.add(booking);
        }
        companies.save(company(slug, new CompanySettings(ALL, ShortlistOrder.BALANCED)));
        bookings.forEach(booking -> winners.add(winner(slug, booking)));
        List<List<String>> rows = new ArrayList<>();
        for (ShortlistOrder order : ShortlistOrder.values()) {
            for (int size : new int[] {20, 50, 100}) {
                companies.save(company(slug, new CompanySettings(size, order)));
                int hits = 0;
                for (int i = 0; i < trips; i++) {
                    hits += winner(slug, bookings.get(i)).equals(winners.get(i)) ? 1 : 0;
                }
                rows.add(List.of(order.name(), Integer.toString(size), number(100.0 * hits / trips) + " %"));
            }
        }
        Figures.table(
                "(b) the winner among " + ALL + " agents is on the shortlist, " + trips + " bookings",
                List.of("order", "size", "found"),
                rows);
    }

    private String winner(String slug, UUID booking) {
        return in(
                slug,
                () -> ranker.rank(booking, 1).ranked().path(0).path("agentId").asString());
    }
}
