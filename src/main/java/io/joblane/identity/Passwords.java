package io.joblane.identity;

import com.nulabinc.zxcvbn.Zxcvbn;
import io.joblane.database.ControlDatabase;
import io.joblane.shared.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/**
 * Checks and changes passwords. A check is one bcrypt comparison whoever is asked for: somebody unknown, somebody inactive
 * and somebody who has no password yet take as long as everybody else.
 */
@Service
public class Passwords {
    private static final int SHORTEST = 8;
    /** bcrypt reads no more. */
    private static final int LONGEST_BYTES = 72;

    private static final double FEW_GUESSES = 1e6;

    /** Reads its lists of common passwords and words once, at the first look. */
    private static final Zxcvbn GUESSER = new Zxcvbn();

    private final ControlDatabase control;
    private final PasswordEncoder encoder;
    private final String nobodysHash;

    public Passwords(ControlDatabase control, PasswordEncoder encoder) {
        this.control = control;
        this.encoder = encoder;
        this.nobodysHash = String.valueOf(encoder.encode(UUID.randomUUID().toString()));
    }

    private record Known(UUID userId, @Nullable String hash, int version) {}

    /**
     * That somebody knew the person's password.
     *
     * @param version which of the passwords that the person has chosen; another one makes the proof worthless
     */
    public record Proof(UUID userId, int version) {}

    /**
     * @param email in lower case
     * @return who it is, where the password is theirs
     */
    public Optional<Proof> check(String email, String password) {
        return check(find("lower(email) = :value", email), password);
    }

    /** Whether it is this person's password. */
    public boolean isOf(UUID userId, String password) {
        return check(find("id = :value", userId), password).isPresent();
    }

    /** Whether this person has chosen a password, and so an account. */
    public boolean exists(UUID userId) {
        return find("id = :value", userId).filter(known -> known.hash() != null).isPresent();
    }

    /** Of one that {@link #require} has let through. */
    public String hash(String password) {
        return String.valueOf(encoder.encode(password));
    }

    /** Replaces the person's password by one that was {@link #hash hashed}. */
    public void replace(UUID userId, String hash) {
        control.inTransaction(() -> {
            control.jdbc().sql("""
                            UPDATE app_user SET password_hash = :hash, password_version = password_version + 1,
                                updated_at = now(), version = version + 1
                            WHERE id = :id
                            """).param("hash", hash).param("id", userId).update();
            control.jdbc()
                    .sql("DELETE FROM login_challenge WHERE user_id = :id")
                    .param("id", userId)
                    .update();
            revokeLinks(userId);
            return userId;
        });
    }

    /** Links for a new password that somebody may hold are worth nothing from now on. */
    public void revokeLinks(UUID userId) {
        control.jdbc().sql("""
                        UPDATE password_reset SET revoked_at = now()
                        WHERE user_id = :id AND used_at IS NULL AND revoked_at IS NULL
                        """).param("id", userId).update();
    }

    /**
     * That it is long enough, and not among the first million that somebody who knows the person would try: common passwords and
     * words, names, keyboard rows, dates, and what {@code known} and this product's name can be turned into.
     *
     * @param known what is known of the person: name, address, company
     * @throws Problem 400 {@code invalid_password}, {@code guessable_password} for one that may not be chosen
     */
    public static void require(String password, String... known) {
        requireSize(password);
        List<String> words = Stream.concat(Stream.of("joblane"), Stream.of(known))
                .flatMap(text -> Stream.concat(Stream.of(text), Stream.of(text.split("[^\\p{L}\\p{N}]+"))))
                .filter(word -> word.length() > 2)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        if (GUESSER.measure(password, words).getGuesses() < FEW_GUESSES) {
            throw Problem.badRequest(
                    "guessable_password",
                    "This password is among the first that somebody would try. Take several words that do not belong"
                            + " together, and none of your name or company.");
        }
    }

    /** @throws Problem 400 {@code invalid_password} */
    static void requireSize(String password) {
        if (password.length() < SHORTEST || password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            throw Problem.badRequest(
                    "invalid_password",
                    "A password has at least " + SHORTEST + " characters and at most " + LONGEST_BYTES + " bytes.");
        }
    }

    private Optional<Proof> check(Optional<Known> known, String password) {
        String hash = known.map(Known::hash).orElse(null);
        boolean right = encoder.matches(password, hash == null ? nobodysHash : hash);
        if (!right || hash == null) {
            return Optional.empty();
        }
        Proof proof =
                new Proof(known.orElseThrow().userId(), known.orElseThrow().version());
        if (encoder.upgradeEncoding(hash)) {
            upgrade(proof.userId(), hash, password);
        }
        return Optional.of(proof);
    }

    /** The password is known only now; whoever changed it meanwhile wins. */
    private void upgrade(UUID id, String old, String password) {
        control.jdbc()
                .sql("UPDATE app_user SET password_hash = :hash WHERE id = :id AND password_hash = :old")
                .param("hash", encoder.encode(password))
                .param("id", id)
                .param("old", old)
                .update();
    }

    private Optional<Known> find(String condition, Object value) {
        return control.jdbc()
                .sql("SELECT id, password_hash, password_version FROM app_user WHERE active AND deleted_at IS NULL AND "
                        + condition)
                .param("value", value)
                .query((row, number) -> new Known(
                        row.getObject("id", UUID.class),
                        row.getString("password_hash"),
                        row.getInt("password_version")))
                .optional();
    }
}
