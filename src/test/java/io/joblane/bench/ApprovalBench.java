package io.joblane.bench;

import static io.joblane.bench.Figures.number;

import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.customer.domain.CustomerFields;
import io.joblane.customer.domain.CustomerRecords;
import io.joblane.identity.Role;
import io.joblane.identity.Users.NewUser;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * A long queue of requests. Targets: a page of the list in less than 100 ms (p99), 100 decisions in one request in less than 3 s.
 * Those that are decided have their processes; the rest of the queue is written into the table, because the list reads nothing else.
 */
class ApprovalBench extends BenchTest {
    private static final String SLUG = "bench-approvals";
    private static final int BULK = 100;
    private static final int FEW = 8;
    private static final String LIST = "/api/v1/approvals?state=pending";

    @Autowired
    private CustomerRecords customers;

    @Autowired
    private TransactionTemplate transactions;

    private Actor sales;

    @Test
    void aLongQueue() throws Exception {
        company(SLUG, 1);
        Map<String, UUID> people = users.seed(
                List.of(
                        new NewUser("manager@bench-approvals.example", "Mona", SLUG, Role.MANAGER),
                        new NewUser("sales@bench-approvals.example", "Sid", SLUG, Role.SALESPERSON)),
                PASSWORD);
        sales = new Actor(people.get("sales@bench-approvals.example"), "Sid (salesperson)", Set.of("salesperson"));
        List<UUID> asked = submit(BULK * (Sizes.ROUNDS + 1));
        fill(Sizes.PENDING - asked.size());
        ApiClient manager = new ApiClient(port).login("manager@bench-approvals.example", PASSWORD);
        List<List<String>> rows = new ArrayList<>();
        String middle = middle(manager);
        for (String page : List.of(LIST + "&limit=50", LIST + "&type=customer_change&limit=50", middle)) {
            list(manager, page, 1);
            rows.add(row(page, "one caller", list(manager, page, 1)));
            rows.add(row(page, FEW + " callers", list(manager, page, FEW)));
        }
        rows.add(row("POST approvals/decisions, " + BULK, "one caller", bulk(manager, asked)));
        Figures.table(
                "Latency in ms, " + Sizes.PENDING + " requests pending",
                List.of("route", "", "p50", "p99", "calls"),
                rows);
    }

    private static List<String> row(String route, String callers, long[] nanos) {
        return List.of(
                route.replaceFirst("&after=.*", "&after="),
                callers,
                number(Figures.percentile(nanos, 50)),
                number(Figures.percentile(nanos, 99)),
                String.valueOf(nanos.length));
    }

    /** A page from the middle of the queue. */
    private static String middle(ApiClient manager) {
        String next = "";
        for (int page = 0; page < 20; page++) {
            next = manager.get(LIST + "&limit=200" + (next.isEmpty() ? "" : "&after=" + next))
                    .json()
                    .path("next")
                    .asString();
        }
        return LIST + "&limit=50&after=" + next;
    }

    private long[] list(ApiClient manager, String page, int callers) throws Exception {
        List<Callable<long[]>> all = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            all.add(() -> {
                long[] nanos = new long[Sizes.SAMPLES];
                for (int call = 0; call < nanos.length; call++) {
                    long begun = System.nanoTime();
                    require(manager.get(page));
                    nanos[call] = System.nanoTime() - begun;
                }
                return nanos;
            });
        }
        List<long[]> measured = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<long[]> each : threads.invokeAll(all)) {
                measured.add(each.get());
            }
        }
        return measured.stream().flatMapToLong(Arrays::stream).toArray();
    }

    /** The first hundred are not counted. */
    private long[] bulk(ApiClient manager, List<UUID> asked) {
        long[] nanos = new long[asked.size() / BULK - 1];
        for (int round = 0; round <= nanos.length; round++) {
            String body = new JsonMapper()
                    .writeValueAsString(
                            Map.of("ids", asked.subList(round * BULK, (round + 1) * BULK), "decision", "approved"));
            long begun = System.nanoTime();
            Answer answer = require(manager.post("/api/v1/approvals/decisions", body));
            long took = System.nanoTime() - begun;
            if (answer.json()
                    .path("items")
                    .valueStream()
                    .anyMatch(item -> !item.path("state").asString("").equals("applied"))) {
                throw new IllegalStateException("Not all were applied: " + answer.text());
            }
            if (round > 0) {
                nanos[round - 1] = took;
            }
        }
        return nanos;
    }

    private static Answer require(Answer answer) {
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.text());
        }
        return answer;
    }

    /** Each changes a customer of its own; returns when it is known who decides on all of them. */
    private List<UUID> submit(int number) {
        List<UUID> requests = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            requests.add(in(SLUG, () -> CurrentActor.call(sales, this::ask)));
        }
        while (in(
                        SLUG,
                        () -> jdbc.sql(
                                        "SELECT count(*) FROM approval_request WHERE state = 'pending' AND group_key IS NULL")
                                .query(Integer.class)
                                .single())
                > 0) {
            LockSupport.parkNanos(100_000_000);
        }
        return requests;
    }

    private UUID ask() {
        return transactions.execute(status -> {
            UUID customer = customers
                    .create(new CustomerFields(
                            "Customer",
                            "5 Pine Street",
                            UUID.randomUUID() + "@bench.example",
                            "+1 555 0100",
                            null,
                            null))
                    .id();
            return customers.submit(
                    customer,
                    null,
                    now -> new CustomerFields(now.name(), "6 Pine Street", now.email(), now.phone(), null, null),
                    "They moved");
        });
    }

    /** More of the same, under ids of their own. */
    private void fill(int number) {
        in(
                SLUG,
                () -> transactions.execute(
                        status -> jdbc.sql("""
                        INSERT INTO approval_request (id, type, state, target_id, target_name, target_version, difference, reason,
                            submitted_by, submitter_name, submitter_role, submitted_at, group_key, required, lapse_at)
                        SELECT uuidv7(), r.type, 'pending', r.target_id, r.target_name || n, r.target_version, r.difference, r.reason,
                            r.submitted_by, r.submitter_name, r.submitter_role, r.submitted_at, r.group_key, r.required, r.lapse_at
                        FROM (SELECT * FROM approval_request WHERE state = 'pending' LIMIT 1) r, generate_series(1, :number) n
                        """).param("number", number).update()));
    }
}
