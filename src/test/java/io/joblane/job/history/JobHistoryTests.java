package io.joblane.job.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.Role;
import io.joblane.testing.ApiTest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class JobHistoryTests extends ApiTest {
    private static final String HISTORY = "/api/v1/jobs/history";
    private static final String EXPORT = "/api/v1/jobs/export";
    private static final int JOBS = 90;
    private static final LocalDate FIRST = LocalDate.of(2025, 3, 1);
    private static UUID agent;

    /** Three a day, of every status, type and urgency in turn; one agent went to each fifth. */
    @BeforeEach
    void jobsOnce() {
        if (agent != null) {
            return;
        }
        agent = driver(1).id();
        in(() -> {
            List<String> statuses = List.of("open", "filled", "in_progress", "completed", "cancelled", "expired");
            for (int i = 0; i < JOBS; i++) {
                UUID job = UUID.randomUUID();
                world.jdbc
                        .sql("""
                                INSERT INTO job (id, reference, title, type, status, address, postcode, lat, lng, arrival_at, expected_minutes,
                                    agents_required, urgency, work_date, posted_at, created_at, created_by, updated_at, updated_by, version)
                                VALUES (:id, :ref, :title, :type, :status, :address, 'SE1', 51.5, -0.1, CAST(:day AS date) + time '09:00', 90,
                                    2, :urgency, :day, CAST(:day AS date) - 1, now(), 't', now(), 't', 0)
                                """)
                        .param("id", job)
                        .param("ref", "H-%03d".formatted(i))
                        .param("title", i == 7 ? "100 % of_it" : "Work " + i)
                        .param("type", "kind " + i % 2)
                        .param("status", statuses.get(i % 6))
                        .param("address", i == 8 ? "=Lane, \"8\"" : "Lane " + i)
                        .param("urgency", List.of("low", "standard", "urgent").get(i % 3))
                        .param("day", FIRST.plusDays(i / 3))
                        .update();
                if (i % 5 == 0) {
                    world.jdbc.sql("""
                                    INSERT INTO assignment (id, job_id, agent_id, status, active, during, method, assigned_by, assigned_at,
                                        checked_in_at, checked_out_at, created_at, created_by, updated_at, updated_by, version)
                                    VALUES (gen_random_uuid(), :job, :agent, 'completed', false, '[2025-01-01,2025-01-02)', 'manual', 't', now(),
                                        now(), now() + interval '90 min', now(), 't', now(), 't', 0)
                                    """).param("job", job).param("agent", agent).update();
                }
            }
            return null;
        });
    }

    private List<JsonNode> all(String query) {
        List<JsonNode> rows = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = ok(
                            200,
                            dispatcher()
                                    .get(HISTORY + query + (query.isEmpty() ? "?" : "&") + "limit=7"
                                            + (next.isEmpty() ? "" : "&after=" + next)))
                    .json();
            page.path("items").forEach(rows::add);
            next = page.path("next").asString("");
        } while (!next.isEmpty());
        return rows;
    }

    private static List<String> references(List<JsonNode> rows) {
        return rows.stream().map(row -> row.path("reference").asString()).toList();
    }

    @Test
    void theLatestComesFirstPageByPage() {
        List<JsonNode> rows = all("");
        assertThat(rows).hasSize(JOBS);
        assertThat(references(rows)).doesNotHaveDuplicates();
        assertThat(rows.stream().map(row -> row.path("workDate").asString()))
                .isSortedAccordingTo(java.util.Comparator.<String>reverseOrder());
    }

    @Test
    void filtersNarrowTogether() {
        assertThat(all("?status=completed"))
                .hasSize(JOBS / 6)
                .allMatch(row -> row.path("status").asString().equals("completed"));
        assertThat(all("?urgency=URGENT"))
                .hasSize(JOBS / 3)
                .allMatch(row -> row.path("urgency").asString().equals("URGENT"));
        assertThat(all("?type=kind%201")).hasSize(JOBS / 2);
        assertThat(all("?from=" + FIRST.plusDays(2) + "&to=" + FIRST.plusDays(4)))
                .hasSize(9);
        assertThat(all("?agentId=" + agent))
                .hasSize(JOBS / 5)
                .allMatch(row -> row.path("hoursWorked").asDouble() == 1.5);
        assertThat(all("?agentId=" + UUID.randomUUID())).isEmpty();
        assertThat(references(all("?q=h-01"))).hasSize(10);
        assertThat(references(all("?q=0%20%25%20of_"))).containsExactly("H-007");
        assertThat(all("?q=%25%25")).isEmpty();
        assertThat(references(all("?status=open&type=kind%200&from=" + FIRST + "&to=" + FIRST.plusDays(3))))
                .containsExactly("H-006", "H-000");
        assertThat(dispatcher().get(HISTORY + "?status=lost").code()).isEqualTo("invalid_value");
        assertThat(dispatcher().get(HISTORY + "?from=yesterday").code()).isEqualTo("invalid_value");
    }

    @Test
    void theTableHasWhatThePagesHave() {
        String query = "?type=kind%200";
        List<String> lines =
                ok(200, dispatcher().get(EXPORT + query)).text().lines().toList();
        assertThat(lines.get(0)).startsWith("id,reference,title,type,status,urgency,workDate,arrivalAt,");
        assertThat(lines.stream().skip(1).map(line -> line.split(",")[1])).isEqualTo(references(all(query)));
        assertThat(ok(200, dispatcher().get(EXPORT + "?q=H-008")).text()).contains(",\"'=Lane, \"\"8\"\"\",SE1,");
    }

    @Test
    void historyIsTheOffices() {
        assertThat(as(Role.SALESPERSON).get(HISTORY).status()).isEqualTo(200);
        assertThat(as(Role.SALESPERSON).get(EXPORT).status()).isEqualTo(403);
        assertThat(driver(2).phone().get(HISTORY).status()).isEqualTo(403);
        assertThat(driver(2).phone().get(EXPORT).status()).isEqualTo(403);
        assertThat(driver(2).phone().get("/api/v1/bookings/export").status()).isEqualTo(403);
    }

    @Test
    void bookingsAreATableToo() {
        UUID booking = place(laterOrder());
        String csv = ok(200, dispatcher().get("/api/v1/bookings/export")).text();
        assertThat(csv.lines().findFirst())
                .hasValueSatisfying(head -> assertThat(head).startsWith("id,reference,status,pickupAt"));
        assertThat(csv.lines().filter(line -> line.startsWith(booking.toString())))
                .hasSize(1);
        assertThat(ok(200, dispatcher().get("/api/v1/bookings/export?status=cancelled&agentId=" + agent))
                        .text()
                        .lines())
                .hasSize(1);
        assertThat(dispatcher()
                        .with("Accept", "application/json")
                        .get("/api/v1/bookings/export")
                        .header("Content-Type"))
                .startsWith("text/csv");
    }
}
