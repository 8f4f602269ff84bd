package io.joblane.http;

import io.joblane.context.CurrentActor;
import io.joblane.context.CurrentCompany;
import io.joblane.database.UnknownCompanyException;
import io.joblane.identity.Office;
import io.joblane.identity.Staff;
import io.joblane.shared.Page;
import io.joblane.shared.Problem;
import io.joblane.shared.VehicleType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Routes with which the tests look at what all controllers share. */
@RestController
@RequestMapping("/api/v1/probe")
@ConditionalOnProperty("joblane.test.web")
class ProbeController {
    private final Idempotency idempotency;
    private final JdbcClient jdbc;
    static volatile CountDownLatch effectRuns = new CountDownLatch(0);
    static volatile CountDownLatch effectMayEnd = new CountDownLatch(0);

    ProbeController(Idempotency idempotency, JdbcClient jdbc) {
        this.idempotency = idempotency;
        this.jdbc = jdbc;
    }

    record Person(@NotBlank String name, @Nullable @Email String email) {}

    record Trip(
            @Valid Person customer,
            VehicleType vehicleType,
            @Max(8) int passengers,
            Instant pickupAt,
            @Nullable BigDecimal price,
            @Nullable UUID agentId,
            @Nullable Map<VehicleType, Integer> seats) {}

    @PostMapping("/trips")
    Trip echo(@Valid @RequestBody Trip trip) {
        return trip;
    }

    @GetMapping("/numbers")
    Page<Integer> numbers(PageQuery page) {
        long after = page.after() == null ? 0 : page.after().number(0);
        List<Integer> rows = IntStream.rangeClosed((int) after + 1, 5)
                .boxed()
                .limit(page.fetch())
                .toList();
        return page.page(rows, Cursor::of);
    }

    @GetMapping("/filter")
    String filter(@RequestParam VehicleType type, @RequestHeader("X-Probe") String probe) {
        return type.name() + probe;
    }

    @GetMapping("/ids/{id}")
    UUID id(@PathVariable UUID id) {
        return id;
    }

    @GetMapping("/limits")
    int limits(@RequestParam @Max(3) int size) {
        return size;
    }

    record Place(@Nullable String company, String actor, boolean staff) {}

    @GetMapping("/place")
    Place place() {
        return new Place(
                CurrentCompany.get().orElse(null),
                CurrentActor.get().label(),
                CurrentActor.get().has("dispatcher"));
    }

    @Staff
    @GetMapping("/staff")
    Place staff() {
        return place();
    }

    @Office
    @GetMapping("/office")
    Place office() {
        return place();
    }

    @GetMapping("/faults/{kind}")
    void fail(@PathVariable String kind) {
        throw switch (kind) {
            case "problem" ->
                Problem.conflict("plate_taken", "Another vehicle has this plate.")
                        .with("plate", "AB 12");
            case "gone" -> Problem.unavailable("provider_away", "Try later.", Duration.ofSeconds(7));
            case "version" -> new OptimisticLockingFailureException("secret version text");
            case "duplicate" -> new DuplicateKeyException("secret key text");
            case "company" -> new UnknownCompanyException("secret-company");
            case "database" ->
                new CannotCreateTransactionException("secret", new CannotGetJdbcConnectionException("secret host"));
            default -> new IllegalStateException("secret internal text");
        };
    }

    record Note(String text) {}

    record Kept(int count, BigDecimal amount) {}

    /** Writes one row, as an effect would. */
    @PostMapping("/notes")
    ResponseEntity<?> keep(@RequestBody Note note, HttpServletRequest request) {
        return idempotency.once(request, note, () -> {
            jdbc.sql("INSERT INTO handled_job (engine_id, job_key, type) VALUES (:text, :key, 'probe')")
                    .param("text", note.text())
                    .param("key", System.nanoTime())
                    .update();
            effectRuns.countDown();
            await(effectMayEnd);
            if (note.text().startsWith("refused")) {
                throw Problem.unprocessable("refused", "No.");
            }
            return ResponseEntity.created(URI.create("/api/v1/probe/notes/1"))
                    .body(new Kept(count(note.text()), new BigDecimal("12.50")));
        });
    }

    int count(String text) {
        return jdbc.sql("SELECT count(*) FROM handled_job WHERE engine_id = :text")
                .param("text", text)
                .query(Integer.class)
                .single();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody let the effect end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
