package io.joblane.http;

import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.database.ControlDatabase;
import io.joblane.database.Transactions;
import io.joblane.shared.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the effect of a POST once for each {@code Idempotency-Key}. The key's row is written in the effect's own transaction:
 * both are kept, or neither is. For 24 hours a repetition gets the first answer again.
 */
@Component
public class Idempotency {
    public static final String HEADER = "Idempotency-Key";
    public static final String REPLAYED = "Idempotency-Replayed";
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private final JdbcClient jdbc;
    private final ControlDatabase control;
    private final Transactions transactions;
    private final JsonMapper json;
    private final Clock clock;

    Idempotency(JdbcClient jdbc, ControlDatabase control, Transactions transactions, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.control = control;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Runs {@code effect} in one transaction of the company's database, or answers what it answered the first time. What the
     * effect throws undoes all of it, the key too, so that the same key may be tried again. Without the header the effect
     * just runs in its transaction. Where the transaction collides with another one, the effect is run anew.
     *
     * @param body the parsed request body, which must be the same in a repetition; null where there is none
     */
    public ResponseEntity<?> once(
            HttpServletRequest request, @Nullable Object body, Supplier<? extends ResponseEntity<?>> effect) {
        String key = request.getHeader(HEADER);
        return transactions.run(() -> key == null ? effect.get() : once(jdbc, call(request, key, body), effect));
    }

    /** {@link #once} for what belongs to no company: key and effect are kept in the control database. */
    public ResponseEntity<?> onceOnPlatform(
            HttpServletRequest request, @Nullable Object body, Supplier<? extends ResponseEntity<?>> effect) {
        String key = request.getHeader(HEADER);
        return control.inTransaction(() -> {
            if (key == null) {
                return effect.get();
            }
            control.jdbc()
                    .sql("DELETE FROM idempotency_key WHERE created_at < ?")
                    .param(Timestamp.from(clock.instant().minus(KEPT)))
                    .update();
            return once(control.jdbc(), call(request, key, body), effect);
        });
    }

    /** Whether this key has an answer: what the effect needs made before its transaction is then there, or is not wanted. */
    public boolean isAnsweredOnPlatform(HttpServletRequest request) {
        String key = request.getHeader(HEADER);
        return key != null && known(control.jdbc(), call(request, key, null)).isPresent();
    }

    private ResponseEntity<?> once(JdbcClient keys, Call call, Supplier<? extends ResponseEntity<?>> effect) {
        if (!claim(keys, call)) {
            throw Problem.conflict(
                            "request_in_progress",
                            "The first request with this Idempotency-Key still runs. Repeat this one in a second to get its answer.")
                    .retryAfter(Duration.ofSeconds(1));
        }
        Optional<Answer> known = known(keys, call);
        if (known.isPresent()) {
            return replay(call, known.get());
        }
        ResponseEntity<?> answer = effect.get();
        remember(keys, call, answer);
        return answer;
    }

    /** Held until the transaction ends. Two keys with the same hash only make one of them try again. */
    private boolean claim(JdbcClient keys, Call call) {
        return keys.sql("SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
                .param("name", "idempotency " + call.actor() + ' ' + call.key())
                .query(Boolean.class)
                .single();
    }

    private Optional<Answer> known(JdbcClient keys, Call call) {
        return keys.sql("""
                        SELECT route, body_hash, status, location, answer::text AS answer FROM idempotency_key
                        WHERE actor = :actor AND key = :key AND created_at > :since
                        """)
                .param("actor", call.actor())
                .param("key", call.key())
                .param("since", Timestamp.from(clock.instant().minus(KEPT)))
                .query((row, number) -> new Answer(
                        row.getString("route"),
                        row.getBytes("body_hash"),
                        row.getInt("status"),
                        row.getString("location"),
                        row.getString("answer")))
                .optional();
    }

    private ResponseEntity<?> replay(Call call, Answer answer) {
        if (!answer.route().equals(call.route()) || !Arrays.equals(answer.bodyHash(), call.bodyHash())) {
            throw Problem.unprocessable(
                    "idempotency_key_reused",
                    "This Idempotency-Key was used for another request within the last 24 hours. Take a new key for a new request.");
        }
        ResponseEntity.BodyBuilder replayed =
                ResponseEntity.status(answer.status()).header(REPLAYED, "true");
        if (answer.location() != null) {
            replayed.location(URI.create(answer.location()));
        }
        if (answer.body() == null) {
            return replayed.build();
        }
        return replayed.contentType(MediaType.APPLICATION_JSON)
                .body(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private void remember(JdbcClient keys, Call call, ResponseEntity<?> answer) {
        URI location = answer.getHeaders().getLocation();
        Object body = answer.getBody();
        keys.sql("""
                        INSERT INTO idempotency_key (actor, key, route, body_hash, status, location, answer, created_at)
                        VALUES (:actor, :key, :route, :bodyHash, :status, :location, :answer::jsonb, :now)
                        ON CONFLICT (actor, key) DO UPDATE SET route = excluded.route, body_hash = excluded.body_hash,
                            status = excluded.status, location = excluded.location, answer = excluded.answer,
                            created_at = excluded.created_at
                        """)
                .param("actor", call.actor())
                .param("key", call.key())
                .param("route", call.route())
                .param("bodyHash", call.bodyHash())
                .param("status", answer.getStatusCode().value())
                .param("location", location == null ? null : location.toString())
                .param("answer", body == null ? null : json.writeValueAsString(body))
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    private Call call(HttpServletRequest request, String key, @Nullable Object body) {
        if (!KEY.matcher(key).matches()) {
            throw Problem.badRequest(
                    "invalid_idempotency_key",
                    "Idempotency-Key must be 1 to 128 visible ASCII characters, best a UUID.");
        }
        String route = request.getMethod() + ' ' + request.getRequestURI();
        Actor actor = CurrentActor.get();
        // Nobody is signed in on a public route; its path, which holds a secret, then tells the callers apart.
        String name = actor.isSystem()
                ? "anonymous " + HexFormat.of().formatHex(sha256(route.getBytes(StandardCharsets.UTF_8)))
                : actor.auditName();
        String shownRoute = actor.isSystem() ? name : route;
        byte[] content = body == null ? new byte[0] : json.writeValueAsBytes(body);
        return new Call(name, key, shownRoute, sha256(content));
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Call(String actor, String key, String route, byte[] bodyHash) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Answer(
            String route,
            byte[] bodyHash,
            int status,
            @Nullable String location,
            @Nullable String body) {}
}
