package io.joblane.identity.factor;

import io.joblane.database.ControlDatabase;
import io.joblane.identity.Users;
import io.joblane.secret.RandomToken;
import io.joblane.secret.Secrets;
import io.joblane.shared.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Second factors: one secret a person, sealed, and ten recovery codes, hashed. A code is good once: the step of the last one
 * is kept, and only a later one is taken; that is decided by one statement, so that of two at once one wins.
 */
@Service
public class SecondFactors {
    private static final Totp TOTP = new Totp(6);
    private static final int SECRET_BYTES = 20;
    private static final int RECOVERY_CODES = 10;
    /** 80 bits: too many to try, so a fast hash will do. */
    private static final int RECOVERY_BYTES = 10;

    private final ControlDatabase control;
    private final Secrets secrets;
    private final Users users;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SecondFactors(ControlDatabase control, Secrets secrets, Users users, Clock clock) {
        this.control = control;
        this.secrets = secrets;
        this.users = users;
        this.clock = clock;
    }

    public FactorStatus of(UUID userId) {
        return control.jdbc()
                .sql("""
                        SELECT confirmed_at, (SELECT count(*) FROM recovery_code c
                            WHERE c.user_id = f.user_id AND c.used_at IS NULL) AS codes
                        FROM second_factor f WHERE user_id = :user AND confirmed_at IS NOT NULL
                        """)
                .param("user", userId)
                .query((row, number) ->
                        new FactorStatus(true, row.getTimestamp("confirmed_at").toInstant(), row.getInt("codes")))
                .optional()
                .orElse(FactorStatus.NONE);
    }

    /**
     * Makes a secret that counts once {@link #confirm confirmed}; one that was not confirmed is replaced.
     *
     * @param label what the authenticator shows, e.g. the e-mail address
     * @throws Problem 409 {@code second_factor_exists}
     */
    public Enrolment enrol(UUID userId, String label) {
        byte[] secret = bytes(SECRET_BYTES);
        int written = control.jdbc()
                .sql("""
                        INSERT INTO second_factor (user_id, secret, created_at) VALUES (:user, :secret, :now)
                        ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at
                            WHERE second_factor.confirmed_at IS NULL
                        """)
                .param("user", userId)
                .param("secret", secrets.seal(purpose(userId), secret))
                .param("now", Timestamp.from(clock.instant()))
                .update();
        if (written == 0) {
            throw Problem.conflict(
                    "second_factor_exists", "You have a second factor. Remove it before you set up another one.");
        }
        String text = Base32.encode(secret);
        String uri = "otpauth://totp/Joblane:"
                + URLEncoder.encode(label, StandardCharsets.UTF_8).replace("+", "%20") + "?secret=" + text
                + "&issuer=Joblane&algorithm=SHA1&digits=6&period=30";
        return new Enrolment(text, uri);
    }

    /**
     * @return the recovery codes, readable this once; empty where the code is wrong
     * @throws Problem 409 {@code second_factor_not_begun} where there is nothing to confirm
     */
    public Optional<List<String>> confirm(UUID userId, String code) {
        Optional<List<String>> codes = control.inTransaction(() -> {
            Row row = find(userId, true)
                    .filter(found -> found.confirmedAt() == null)
                    .orElseThrow(() -> Problem.conflict(
                            "second_factor_not_begun",
                            "There is no second factor to confirm. Begin with POST /api/v1/me/second-factor."));
            OptionalLong step = TOTP.match(open(userId, row), normal(code), clock.instant());
            if (step.isEmpty()) {
                return Optional.empty();
            }
            control.jdbc()
                    .sql("UPDATE second_factor SET confirmed_at = :now, last_step = :step WHERE user_id = :user")
                    .param("now", Timestamp.from(clock.instant()))
                    .param("step", step.getAsLong())
                    .param("user", userId)
                    .update();
            return Optional.of(newRecoveryCodes(userId));
        });
        users.changed(userId);
        return codes;
    }

    /** Whether the code is the authenticator's or a recovery code, and was not used before; it is used up now. */
    public boolean accept(UUID userId, String code) {
        String normal = normal(code);
        Optional<Row> factor = find(userId, false).filter(found -> found.confirmedAt() != null);
        if (factor.isEmpty()) {
            return false;
        }
        OptionalLong step = TOTP.match(open(userId, factor.get()), normal, clock.instant());
        return step.isPresent() ? useStep(userId, step.getAsLong()) : useRecoveryCode(userId, normal);
    }

    /** Takes the second factor away; there need not be one. */
    public void remove(UUID userId) {
        control.jdbc()
                .sql("DELETE FROM second_factor WHERE user_id = :user")
                .param("user", userId)
                .update();
        users.changed(userId);
    }

    private boolean useStep(UUID userId, long step) {
        return control.jdbc()
                        .sql("UPDATE second_factor SET last_step = :step WHERE user_id = :user AND last_step < :step")
                        .param("step", step)
                        .param("user", userId)
                        .update()
                == 1;
    }

    private boolean useRecoveryCode(UUID userId, String code) {
        return control.jdbc()
                        .sql("""
                                UPDATE recovery_code SET used_at = :now
                                WHERE user_id = :user AND code_hash = :hash AND used_at IS NULL
                                """)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("user", userId)
                        .param("hash", RandomToken.hash(code))
                        .update()
                == 1;
    }

    private List<String> newRecoveryCodes(UUID userId) {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < RECOVERY_CODES; i++) {
            String code = Base32.encode(bytes(RECOVERY_BYTES));
            control.jdbc()
                    .sql("INSERT INTO recovery_code (user_id, code_hash) VALUES (:user, :hash)")
                    .param("user", userId)
                    .param("hash", RandomToken.hash(normal(code)))
                    .update();
            codes.add(String.join("-", code.split("(?<=\\G.{4})")));
        }
        return codes;
    }

    private record Row(String secret, @Nullable Instant confirmedAt) {}

    private Optional<Row> find(UUID userId, boolean lock) {
        return control.jdbc()
                .sql("SELECT secret, confirmed_at FROM second_factor WHERE user_id = :user"
                        + (lock ? " FOR UPDATE" : ""))
                .param("user", userId)
                .query((row, number) -> {
                    Timestamp confirmed = row.getTimestamp("confirmed_at");
                    return new Row(row.getString("secret"), confirmed == null ? null : confirmed.toInstant());
                })
                .optional();
    }

    private byte[] open(UUID userId, Row row) {
        return secrets.open(purpose(userId), row.secret());
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** People copy spaces and hyphens along. */
    private static String normal(String code) {
        return code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }

    private static String purpose(UUID userId) {
        return "second-factor " + userId;
    }
}
