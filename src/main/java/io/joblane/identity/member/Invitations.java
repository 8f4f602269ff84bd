package io.joblane.identity.member;

import io.joblane.context.CurrentActor;
import io.joblane.database.ControlDatabase;
import io.joblane.identity.AccountLink;
import io.joblane.identity.AccountLink.Kind;
import io.joblane.identity.IdentitySettings;
import io.joblane.identity.Passwords;
import io.joblane.identity.Role;
import io.joblane.identity.Users;
import io.joblane.identity.session.LoginBrake;
import io.joblane.secret.RandomToken;
import io.joblane.shared.Ids;
import io.joblane.shared.Problem;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Invitations into a company: a link that is good for one acceptance and for a while. */
@Service
public class Invitations {
    private final ControlDatabase control;
    private final Users users;
    private final Passwords passwords;
    private final LoginBrake brake;
    private final LinkDelivery delivery;
    private final IdentitySettings settings;
    private final Clock clock;

    Invitations(
            ControlDatabase control,
            Users users,
            Passwords passwords,
            LoginBrake brake,
            LinkDelivery delivery,
            IdentitySettings settings,
            Clock clock) {
        this.control = control;
        this.users = users;
        this.passwords = passwords;
        this.brake = brake;
        this.delivery = delivery;
        this.settings = settings;
        this.clock = clock;
    }

    /** What an accepted invitation opened. */
    public record Accepted(String company, String email) {}

    private record Row(
            UUID id,
            UUID userId,
            String email,
            String company,
            String name,
            Instant expiresAt,
            boolean accepted,
            boolean revoked) {}

    /** A link for a new invitation, and whom it invites. */
    record Invited(UUID userId, AccountLink link) {}

    /** @throws Problem 409 {@code member_exists}, {@code already_invited}; 400 {@code invalid_email} */
    Invited invite(String company, String email, String name, Role role) {
        String address = Users.checkedEmail(email);
        return control.inTransaction(() -> {
            UUID userId = person(address, name.trim());
            int added = control.jdbc()
                    .sql("""
                            INSERT INTO membership (user_id, company, role, active, joined_at, created_at, created_by)
                            VALUES (:user, :company, :role, false, NULL, :now, :by) ON CONFLICT DO NOTHING
                            """)
                    .param("user", userId)
                    .param("company", company)
                    .param("role", role.key())
                    .param("now", now())
                    .param("by", CurrentActor.get().auditName())
                    .update();
            if (added == 0) {
                throw taken(userId, company);
            }
            return new Invited(userId, insert(userId, address, company, name.trim()));
        });
    }

    /**
     * Another link in place of the one before, which is worth nothing from now on.
     *
     * @throws Problem 409 {@code already_joined}
     */
    AccountLink renew(MemberView member, String company) {
        return control.inTransaction(() -> {
            boolean joined = control.jdbc()
                    .sql("""
                            SELECT joined_at IS NOT NULL FROM membership
                            WHERE user_id = :user AND company = :company FOR UPDATE
                            """)
                    .param("user", member.id())
                    .param("company", company)
                    .query(Boolean.class)
                    .single();
            if (joined) {
                throw Problem.conflict(
                        "already_joined", "This person has accepted. There is nothing to invite them to.");
            }
            revoke(member.id(), company);
            return insert(member.id(), member.email(), company, member.name());
        });
    }

    void revoke(UUID userId, String company) {
        control.jdbc()
                .sql("""
                        UPDATE invitation SET revoked_at = :now
                        WHERE user_id = :user AND company = :company AND accepted_at IS NULL AND revoked_at IS NULL
                        """)
                .param("now", now())
                .param("user", userId)
                .param("company", company)
                .update();
    }

    /**
     * Accepts with a password: a new one for somebody who has no account, else their own, which stays as it is.
     *
     * @param name for a new account; null for the one the admin gave
     * @param address where the request comes from
     * @throws Problem 404 {@code invitation_unknown}, 410 {@code invitation_over}, 401 {@code invalid_credentials}, 400
     *     {@code invalid_password}, {@code guessable_password}, 429 {@code too_many_attempts}
     */
    public Accepted accept(String token, String password, @Nullable String name, String address) {
        Row invitation = open(token);
        if (passwords.exists(invitation.userId())) {
            boolean right = brake.check(
                            LoginBrake.Kind.PASSWORD,
                            invitation.email(),
                            address,
                            () -> passwords.check(invitation.email(), password))
                    .isPresent();
            if (!right) {
                throw Problem.unauthorized(
                        "invalid_credentials",
                        "You have an account already. Accept with its password, or log in and accept there.");
            }
            return accept(invitation);
        }
        Passwords.require(password, invitation.email(), name == null ? invitation.name() : name, invitation.company());
        String hash = passwords.hash(password);
        control.inTransaction(() -> {
            use(invitation);
            openAccount(invitation, name == null ? invitation.name() : name.trim(), hash);
            return invitation;
        });
        return accepted(invitation);
    }

    /**
     * Accepts as somebody who is logged in.
     *
     * @throws Problem 403 {@code invitation_of_another}, and as above
     */
    public Accepted accept(String token, UUID userId) {
        Row invitation = open(token);
        if (!invitation.userId().equals(userId)) {
            throw Problem.forbidden(
                    "invitation_of_another",
                    "This invitation is for somebody else. Log in with the address it was sent to.");
        }
        return accept(invitation);
    }

    private Accepted accept(Row invitation) {
        control.inTransaction(() -> {
            use(invitation);
            return invitation;
        });
        return accepted(invitation);
    }

    private Accepted accepted(Row invitation) {
        users.changed(invitation.userId());
        return new Accepted(invitation.company(), invitation.email());
    }

    /** Of two who accept at the same time, one finds it open. The place is locked first, as whoever renews or revokes does. */
    private void use(Row invitation) {
        int joined = control.jdbc()
                .sql("""
                        UPDATE membership SET active = true, joined_at = :now, updated_at = :now, updated_by = :user,
                            version = version + 1
                        WHERE user_id = :user::uuid AND company = :company AND joined_at IS NULL
                        """)
                .param("now", now())
                .param("user", invitation.userId().toString())
                .param("company", invitation.company())
                .update();
        if (joined != 1) {
            throw over();
        }
        int used = control.jdbc()
                .sql("""
                        UPDATE invitation SET accepted_at = :now
                        WHERE id = :id AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > :now
                        """)
                .param("now", now())
                .param("id", invitation.id())
                .update();
        if (used == 0) {
            throw over();
        }
        // One that an admin of another company made while the person was theirs alone.
        passwords.revokeLinks(invitation.userId());
    }

    private void openAccount(Row invitation, String name, String hash) {
        int opened = control.jdbc()
                .sql("""
                        UPDATE app_user SET password_hash = :hash, password_version = password_version + 1, name = :name, updated_at = :now, version = version + 1
                        WHERE id = :id AND password_hash IS NULL
                        """)
                .param("hash", hash)
                .param("name", name)
                .param("now", now())
                .param("id", invitation.userId())
                .update();
        if (opened == 0) {
            throw Problem.conflict(
                    "account_exists",
                    "Another invitation opened this account a moment ago. Accept again, with the password chosen there.");
        }
    }

    private UUID person(String email, String name) {
        control.jdbc()
                .sql("""
                        INSERT INTO app_user (id, email, name, password_hash, created_at, created_by)
                        VALUES (:id, :email, :name, NULL, :now, :by)
                        ON CONFLICT (lower(email)) WHERE deleted_at IS NULL DO NOTHING
                        """)
                .param("id", Ids.next())
                .param("email", email)
                .param("name", name)
                .param("now", now())
                .param("by", CurrentActor.get().auditName())
                .update();
        return control.jdbc()
                .sql("SELECT id FROM app_user WHERE lower(email) = lower(:email) AND deleted_at IS NULL")
                .param("email", email)
                .query(UUID.class)
                .single();
    }

    private AccountLink insert(UUID userId, String email, String company, String name) {
        String token = RandomToken.make();
        Instant expires = clock.instant().plus(settings.invitationLife());
        control.jdbc()
                .sql("""
                        INSERT INTO invitation (id, user_id, company, name, token_hash, created_at, created_by, expires_at)
                        VALUES (:id, :user, :company, :name, :hash, :now, :by, :expires)
                        """)
                .param("id", Ids.next())
                .param("user", userId)
                .param("company", company)
                .param("name", name)
                .param("hash", RandomToken.hash(token))
                .param("now", now())
                .param("by", CurrentActor.get().auditName())
                .param("expires", Timestamp.from(expires))
                .update();
        return delivery.link(Kind.INVITATION, email, token, expires);
    }

    private Problem taken(UUID userId, String company) {
        boolean joined = control.jdbc()
                .sql("SELECT joined_at IS NOT NULL FROM membership WHERE user_id = :user AND company = :company")
                .param("user", userId)
                .param("company", company)
                .query(Boolean.class)
                .single();
        return (joined
                        ? Problem.conflict(
                                "member_exists", "This person is in the company's list already. Activate them there.")
                        : Problem.conflict(
                                "already_invited",
                                "This person was invited already. Send another link with POST /api/v1/users/{id}/invitation."))
                .with("userId", userId);
    }

    private Row open(String token) {
        Row row = find(token)
                .orElseThrow(() -> Problem.notFound(
                        "invitation_unknown",
                        "There is no such invitation. Copy the whole link, or ask for another one."));
        if (row.accepted() || row.revoked() || !row.expiresAt().isAfter(clock.instant())) {
            throw over();
        }
        return row;
    }

    private Optional<Row> find(String token) {
        return control.jdbc()
                .sql("""
                        SELECT i.id, i.user_id, u.email, i.company, i.name, i.expires_at, i.accepted_at IS NOT NULL AS accepted,
                            i.revoked_at IS NOT NULL AS revoked
                        FROM invitation i JOIN app_user u ON u.id = i.user_id AND u.active AND u.deleted_at IS NULL
                        WHERE i.token_hash = :hash
                        """)
                .param("hash", RandomToken.hash(token))
                .query((row, number) -> new Row(
                        row.getObject("id", UUID.class),
                        row.getObject("user_id", UUID.class),
                        row.getString("email"),
                        row.getString("company"),
                        row.getString("name"),
                        row.getTimestamp("expires_at").toInstant(),
                        row.getBoolean("accepted"),
                        row.getBoolean("revoked")))
                .optional();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Problem over() {
        return Problem.gone(
                "invitation_over",
                "This invitation was used, replaced, or is too old. Ask an admin of the company for another.");
    }
}
