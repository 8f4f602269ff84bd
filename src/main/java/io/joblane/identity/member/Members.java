package io.joblane.identity.member;

import io.joblane.context.Actor;
import io.joblane.context.CurrentActor;
import io.joblane.context.CurrentCompany;
import io.joblane.database.ControlDatabase;
import io.joblane.http.PageQuery;
import io.joblane.http.Versions;
import io.joblane.identity.AccountLink;
import io.joblane.identity.Admin;
import io.joblane.identity.Passwords;
import io.joblane.identity.Role;
import io.joblane.identity.Users;
import io.joblane.identity.factor.SecondFactors;
import io.joblane.identity.session.Sessions;
import io.joblane.shared.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The people of the current company, for its admins. What concerns the whole account and not this company's place only (a new
 * password, the second factor) is an admin's where the person belongs to no other company; else a platform admin's.
 */
@Service
@Admin
public class Members {
    private final ControlDatabase control;
    private final MemberTable table;
    private final Invitations invitations;
    private final PasswordResets resets;
    private final Passwords passwords;
    private final LinkDelivery delivery;
    private final SecondFactors factors;
    private final Sessions sessions;
    private final Users users;
    private final Clock clock;

    Members(
            ControlDatabase control,
            MemberTable table,
            Invitations invitations,
            PasswordResets resets,
            Passwords passwords,
            LinkDelivery delivery,
            SecondFactors factors,
            Sessions sessions,
            Users users,
            Clock clock) {
        this.control = control;
        this.table = table;
        this.invitations = invitations;
        this.resets = resets;
        this.passwords = passwords;
        this.delivery = delivery;
        this.factors = factors;
        this.sessions = sessions;
        this.users = users;
        this.clock = clock;
    }

    /**
     * Somebody who was invited, and the link that they need.
     *
     * @param delivered whether it went to the person; else the admin passes it on
     */
    public record Invited(MemberView member, AccountLink link, boolean delivered) {}

    /**
     * A link for a new password.
     *
     * @param delivered whether it went to the person; else the admin passes it on
     */
    public record Reset(AccountLink link, boolean delivered) {}

    /** By name; up to {@link PageQuery#fetch()} of them. */
    public List<MemberView> list(MemberFilter filter, PageQuery page) {
        var after = page.after();
        return table.list(
                CurrentCompany.required(),
                filter,
                after == null ? null : new MemberTable.After(storable(after.text(0)), after.uuid(1)),
                page.fetch());
    }

    /** A cursor is not signed, so somebody may have put into it what no name can hold. */
    private static String storable(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace("\0", "");
    }

    /** @throws Problem 404 {@code user_unknown} for somebody who has no place in this company */
    public MemberView get(UUID id) {
        return table.find(CurrentCompany.required(), id)
                .orElseThrow(() -> Problem.notFound(
                        "user_unknown", "Nobody in your company has this id. GET /api/v1/users lists who is there."));
    }

    /** @throws Problem 409 {@code member_exists}, {@code already_invited}; 403 {@code platform_admin_only} */
    public Invited invite(String email, String name, Role role) {
        requireRankFor(role);
        Invitations.Invited invited = invitations.invite(CurrentCompany.required(), email, name, role);
        boolean delivered = delivery.send(invited.link());
        return new Invited(get(invited.userId()), invited.link(), delivered);
    }

    /** @throws Problem 409 {@code already_joined} */
    public Invited inviteAgain(UUID id) {
        String company = CurrentCompany.required();
        AccountLink link = control.inTransaction(() -> {
            table.lock(company);
            MemberView member = get(id);
            requireRankFor(member.role());
            return invitations.renew(member, company);
        });
        boolean delivered = delivery.send(link);
        return new Invited(get(id), link, delivered);
    }

    /**
     * Changes what is not null.
     *
     * @throws Problem 409 {@code own_place}, {@code last_admin}, {@code not_joined}; 403 {@code platform_admin_only}; 412
     */
    public MemberView change(
            UUID id, @Nullable Role role, @Nullable Boolean active, @Nullable Integer expectedVersion) {
        String company = CurrentCompany.required();
        control.inTransaction(() -> {
            table.lock(company);
            MemberView before = get(id);
            Versions.check(before.version(), expectedVersion);
            Role newRole = role == null ? before.role() : role;
            boolean wasActive = before.status() == MemberStatus.ACTIVE;
            boolean isActive = active == null ? wasActive : active;
            requireAllowed(before, newRole, isActive);
            boolean wasAdmin = wasActive && before.role() == Role.ADMIN;
            boolean isAdmin = isActive && newRole == Role.ADMIN;
            if (wasAdmin && !isAdmin && !table.hasAnotherAdmin(company, id)) {
                throw Problem.conflict(
                        "last_admin", "This is the company's last active admin. Make somebody else an admin first.");
            }
            table.change(company, id, newRole, isActive, CurrentActor.get().auditName(), clock.instant());
            if (!isActive && active != null) {
                invitations.revoke(id, company);
            }
            if (newRole == Role.PLATFORM_ADMIN && before.role() != newRole) {
                // One that an admin made while this was nobody above them.
                passwords.revokeLinks(id);
            }
            return before;
        });
        users.changed(id);
        return get(id);
    }

    /** @throws Problem 409 {@code not_joined}; 403 {@code belongs_elsewhere} */
    public Reset resetPassword(UUID id) {
        MemberView member = requireWholeAccount(id);
        AccountLink link = resets.issue(id, member.email(), mayReachBeyond(id) ? null : CurrentCompany.required());
        return new Reset(link, delivery.send(link));
    }

    /** Takes the person's second factor away, and ends their sessions. */
    public void resetSecondFactor(UUID id) {
        requireWholeAccount(id);
        factors.remove(id);
        sessions.endAll(id, null);
    }

    private static void requireAllowed(MemberView before, Role newRole, boolean isActive) {
        if (before.id().equals(CurrentActor.get().userId())) {
            throw Problem.conflict("own_place", "Nobody changes their own role or place. Ask another admin.");
        }
        requireRankFor(before.role());
        requireRankFor(newRole);
        if (isActive && !before.hasJoined()) {
            throw Problem.conflict(
                    "not_joined",
                    "This person has not accepted yet. Send another link with POST /api/v1/users/{id}/invitation.");
        }
    }

    /** Who runs the installation is made and unmade by their like only. */
    private static void requireRankFor(Role role) {
        Actor actor = CurrentActor.get();
        if (role == Role.PLATFORM_ADMIN && !actor.has(Role.PLATFORM_ADMIN.key())) {
            throw Problem.forbidden(
                    "platform_admin_only", "Only a platform admin can do this to or for a platform admin.");
        }
    }

    private MemberView requireWholeAccount(UUID id) {
        MemberView member = get(id);
        if (!member.hasJoined()) {
            throw Problem.conflict(
                    "not_joined",
                    "This person has not accepted yet. Send another link with POST /api/v1/users/{id}/invitation.");
        }
        if (!mayReachBeyond(id) && table.reachesBeyond(CurrentCompany.required(), id)) {
            throw Problem.forbidden(
                    "belongs_elsewhere",
                    "This account is also used outside your company. The person does this themselves, or a platform admin.");
        }
        return member;
    }

    /** Whether who asks may change the whole account wherever it is used: their own, or as a platform admin. */
    private static boolean mayReachBeyond(UUID id) {
        Actor actor = CurrentActor.get();
        return Objects.equals(actor.userId(), id) || actor.has(Role.PLATFORM_ADMIN.key());
    }
}
