package io.joblane.identity.member;

import io.joblane.context.CurrentActor;
import io.joblane.database.ControlDatabase;
import io.joblane.identity.AccountLink;
import io.joblane.identity.AccountLink.Kind;
import io.joblane.identity.IdentitySettings;
import io.joblane.identity.Passwords;
import io.joblane.identity.User;
import io.joblane.identity.Users;
import io.joblane.identity.session.LoginBrake;
import io.joblane.identity.session.Sessions;
import io.joblane.secret.RandomToken;
import io.joblane.shared.Ids;
import io.joblane.shared.Problem;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Links for a new password: good once, for an hour, and only the latest of a person. */
@Service
public class PasswordResets {
    private static final Logger log = LoggerFactory.getLogger(PasswordResets.class);

    private final ControlDatabase control;
    private final Users users;
    private final Passwords passwords;
    private final Sessions sessions;
    private final LoginBrake brake;
    private final LinkDelivery delivery;
    private final IdentitySettings settings;
    private final Clock clock;

    PasswordResets(
            ControlDatabase control,
            Users users,
            Passwords passwords,
            Sessions sessions,
            LoginBrake brake,
            LinkDelivery delivery,
            IdentitySettings settings,
            Clock clock) {
        this.control = control;
        this.users = users;
        this.passwords = passwords;
        this.sessions = sessions;
        this.brake = brake;
        this.delivery = delivery;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Sends a link to whoever has this address. The caller learns nothing: what depends on the address happens after the
     * answer.
     *
     * @param address where the request comes from
     * @throws Problem 429 {@code too_many_attempts}
     */
    public void request(String email, String address) {
        String normal = email.trim().toLowerCase(Locale.ROOT);
        brake.spend(LoginBrake.Kind.RESET_REQUEST, normal, address);
        Thread.ofVirtual().name("password-reset").start(() -> sendTo(normal));
    }

    private void sendTo(String email) {
        try {
            users.findByEmail(email)
                    .filter(user -> passwords.exists(user.id()))
                    .ifPresent(user -> delivery.send(issue(user.id(), user.email())));
        } catch (RuntimeException e) {
            log.error("A link for a new password could not be sent", e);
        }
    }

    /** A link for this person; the one before is worth nothing from now on. */
    AccountLink issue(UUID userId, String email) {
        String token = RandomToken.make();
        Instant now = clock.instant();
        Instant expires = now.plus(settings.passwordResetLife());
        control.inTransaction(() -> {
            revokeOpen(userId);
            return control.jdbc()
                    .sql("""
                            INSERT INTO password_reset (id, user_id, token_hash, created_at, created_by, expires_at)
                            VALUES (:id, :user, :hash, :now, :by, :expires)
                            """)
                    .param("id", Ids.next())
                    .param("user", userId)
                    .param("hash", RandomToken.hash(token))
                    .param("now", Timestamp.from(now))
                    .param("by", CurrentActor.get().auditName())
                    .param("expires", Timestamp.from(expires))
                    .update();
        });
        return delivery.link(Kind.PASSWORD_RESET, email, token, expires);
    }

    /**
     * Sets the password and ends every session of the person. A second factor stays.
     *
     * @throws Problem 410 {@code reset_over} for a link that is unknown, used or too old; 400 {@code invalid_password}
     */
    public void redeem(String token, String password) {
        Passwords.require(password);
        byte[] hash = RandomToken.hash(token);
        if (!isOpen(hash)) {
            throw over();
        }
        String passwordHash = passwords.hash(password);
        control.inTransaction(() -> {
            Optional<UUID> used = control.jdbc()
                    .sql("UPDATE password_reset SET used_at = :now WHERE token_hash = :hash AND " + OPEN
                            + " RETURNING user_id")
                    .param("now", now())
                    .param("hash", hash)
                    .query(UUID.class)
                    .optional();
            UUID id = used.flatMap(users::find).map(User::id).orElseThrow(PasswordResets::over);
            passwords.replace(id, passwordHash);
            sessions.endAll(id, null);
            return id;
        });
    }

    private boolean isOpen(byte[] hash) {
        return control.jdbc()
                .sql("SELECT EXISTS (SELECT FROM password_reset WHERE token_hash = :hash AND " + OPEN + ")")
                .param("now", now())
                .param("hash", hash)
                .query(Boolean.class)
                .single();
    }

    private void revokeOpen(UUID userId) {
        control.jdbc()
                .sql("UPDATE password_reset SET revoked_at = :now WHERE user_id = :user AND " + OPEN)
                .param("now", now())
                .param("user", userId)
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static final String OPEN = "used_at IS NULL AND revoked_at IS NULL AND expires_at > :now";

    private static Problem over() {
        return Problem.gone("reset_over", "This link was used, replaced, or is too old. Ask for another one.");
    }
}
