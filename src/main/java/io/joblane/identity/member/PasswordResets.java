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
import org.jspecify.annotations.Nullable;
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
    private final MemberTable members;
    private final Sessions sessions;
    private final LoginBrake brake;
    private final LinkDelivery delivery;
    private final IdentitySettings settings;
    private final Clock clock;

    PasswordResets(
            ControlDatabase control,
            Users users,
            Passwords passwords,
            MemberTable members,
            Sessions sessions,
            LoginBrake brake,
            LinkDelivery delivery,
            IdentitySettings settings,
            Clock clock) {
        this.control = control;
        this.users = users;
        this.passwords = passwords;
        this.members = members;
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
                    .ifPresent(user -> delivery.send(issue(user.id(), user.email(), null)));
        } catch (RuntimeException e) {
            log.error("A link for a new password could not be sent", e);
        }
    }

    /**
     * A link for this person; the one before is worth nothing from now on.
     *
     * @param company whose admin makes it, and which the person must belong to alone until it is used; null where the person
     *     asks, or who runs the platform
     */
    AccountLink issue(UUID userId, String email, @Nullable String company) {
        String token = RandomToken.make();
        Instant now = clock.instant();
        Instant expires = now.plus(settings.passwordResetLife());
        control.inTransaction(() -> {
            passwords.revokeLinks(userId);
            return control.jdbc()
                    .sql("""
                            INSERT INTO password_reset (id, user_id, company, token_hash, created_at, created_by, expires_at)
                            VALUES (:id, :user, :company, :hash, :now, :by, :expires)
                            """)
                    .param("id", Ids.next())
                    .param("user", userId)
                    .param("company", company)
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
     * @throws Problem 410 {@code reset_over} for a link that is unknown, used, too old, or from an admin whom this account is no
     *     longer left to; 400 {@code invalid_password}, {@code guessable_password}
     */
    public void redeem(String token, String password) {
        Passwords.require(password);
        byte[] hash = RandomToken.hash(token);
        if (!isOpen(hash)) {
            throw over();
        }
        String passwordHash = passwords.hash(password);
        control.inTransaction(() -> {
            Optional<Used> used = control.jdbc()
                    .sql("UPDATE password_reset SET used_at = :now WHERE token_hash = :hash AND " + OPEN
                            + " RETURNING user_id, company")
                    .param("now", now())
                    .param("hash", hash)
                    .query((row, number) -> new Used(row.getObject("user_id", UUID.class), row.getString("company")))
                    .optional()
                    .filter(link -> link.company() == null || !members.reachesBeyond(link.company(), link.userId()));
            User user = used.flatMap(link -> users.find(link.userId())).orElseThrow(PasswordResets::over);
            // The link stays open for a better one.
            Passwords.require(password, user.email(), user.name());
            UUID id = user.id();
            passwords.replace(id, passwordHash);
            sessions.endAll(id, null);
            return id;
        });
    }

    private record Used(UUID userId, @Nullable String company) {}

    private boolean isOpen(byte[] hash) {
        return control.jdbc()
                .sql("SELECT EXISTS (SELECT FROM password_reset WHERE token_hash = :hash AND " + OPEN + ")")
                .param("now", now())
                .param("hash", hash)
                .query(Boolean.class)
                .single();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static final String OPEN = "used_at IS NULL AND revoked_at IS NULL AND expires_at > :now";

    private static Problem over() {
        return Problem.gone("reset_over", "This link was used, replaced, or is too old. Ask for another one.");
    }
}
