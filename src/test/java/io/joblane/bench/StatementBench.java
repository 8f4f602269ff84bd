package io.joblane.bench;

import static io.joblane.bench.Figures.number;

import io.joblane.company.CompanySettings;
import io.joblane.shared.Ids;
import io.joblane.statement.domain.StatementRun;
import io.joblane.statement.domain.StatementService;
import io.joblane.statement.domain.StatementService.Form;
import io.joblane.testing.World;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Statements of customers with 40 invoices behind them. Targets: one in 150 ms at the 99th percentile, 100 in 3 s. */
class StatementBench extends BenchTest {
    private static final String SLUG = "bench-statements";
    private static final int CUSTOMERS = 100;
    private static final int INVOICES = 40;
    private static final int ROUNDS = 5;

    @Autowired
    StatementService statements;

    @Test
    void statementsAreMadeWhileSomebodyWaits() {
        companies.save(company(SLUG, CompanySettings.DEFAULT));
        YearMonth month = YearMonth.of(2026, 5);
        List<UUID> customers = in(SLUG, this::write);
        make(customers.getFirst(), month);
        List<Double> runs = new ArrayList<>();
        long[] nanos = new long[CUSTOMERS * ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < CUSTOMERS; i++) {
                UUID customer = customers.get(i);
                long start = System.nanoTime();
                make(customer, month);
                nanos[round * CUSTOMERS + i] = System.nanoTime() - start;
            }
            runs.add(run(month));
        }
        Figures.table(
                "Statements of customers with " + INVOICES + " invoices",
                List.of("", "measured", "target"),
                List.of(
                        List.of("one PDF, p50 ms", number(Figures.percentile(nanos, 50)), ""),
                        List.of("one PDF, p99 ms", number(Figures.percentile(nanos, 99)), "150"),
                        List.of(
                                "a run of 100 (PDF and CSV), s, median of " + ROUNDS,
                                number(Figures.median(runs)),
                                "3")));
    }

    private int make(UUID customer, YearMonth month) {
        return World.as(World.admin(), () -> in(SLUG, () -> statements.of(customer, month, Form.PDF).length));
    }

    /** As the application does it, from the request to the last file: it looks for work every three seconds, which is left out. */
    private double run(YearMonth month) {
        UUID id = World.as(
                World.admin(), () -> in(SLUG, () -> statements.start(month).id()));
        long begun = 0;
        while (true) {
            StatementRun run = World.as(World.admin(), () -> in(SLUG, () -> statements.run(id)));
            if (begun == 0 && run.done() > 0) {
                begun = System.nanoTime();
            }
            if (run.finishedAt() != null) {
                if (run.done() != CUSTOMERS) {
                    throw new IllegalStateException(run.done() + " statements were made, not " + CUSTOMERS);
                }
                return (System.nanoTime() - begun) / 1e9;
            }
            Thread.onSpinWait();
        }
    }

    private List<UUID> write() {
        List<UUID> customers = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            UUID customer = Ids.next();
            jdbc.sql("""
                            INSERT INTO customer (id, name, email, phone, created_at, created_by, updated_at, updated_by, version)
                            VALUES (?, 'Carla Customer', ?, '1', now(), 'system', now(), 'system', 0)
                            """).params(customer, customer + "@bench.example").update();
            jdbc.sql("""
                            WITH b AS (
                                INSERT INTO booking (id, reference, status, customer_id, pickup_address, pickup_lat, pickup_lng,
                                    dropoff_address, dropoff_lat, dropoff_lng, pickup_at, passengers, luggage, vehicle_type,
                                    payment_method, payment_status, priority, currency, created_at, created_by, updated_at, updated_by, version)
                                SELECT gen_random_uuid(), 'S-' || :customer || n, 'invoiced', :customer, 'p', 1, 1, 'd', 1, 1, now(), 1, 0,
                                    'sedan', 'account', 'on_account', 'normal', 'USD', now(), 'system', now(), 'system', 0
                                FROM generate_series(1, :invoices) n RETURNING id)
                            INSERT INTO invoice (id, number, booking_id, customer_id, lines, total, currency, issued_at, due_on,
                                created_at, created_by, updated_at, updated_by, version)
                            SELECT gen_random_uuid(), gen_random_uuid()::text, id, :customer, '[]', 42.50, 'USD',
                                timestamptz '2026-05-30T12:00:00Z' - (row_number() OVER ()) * interval '2 days',
                                date '2026-05-30' - (row_number() OVER ())::int, now(), 'system', now(), 'system', 0
                            FROM b
                            """)
                    .param("customer", customer)
                    .param("invoices", INVOICES)
                    .update();
            customers.add(customer);
        }
        return customers;
    }
}
