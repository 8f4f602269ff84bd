package io.joblane.erasure;

import io.joblane.database.OwnerTransactions;
import io.joblane.erasure.Erasure.Account;
import io.joblane.identity.Users;
import io.joblane.shared.Problem;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A person's account in the control database. Where they have a place in another company too, this company's place goes and the
 * account stays. May be repeated.
 */
@Component
class AccountRows {
    private static final String CONTROL = "control";
    private static final String KNOWN =
            "SELECT EXISTS (SELECT FROM membership WHERE user_id = :user AND company = :company)";
    private static final String OTHER_PLACE = """
            SELECT EXISTS (SELECT FROM membership WHERE user_id = :user AND company <> :company AND active AND deleted_at IS NULL
                           AND joined_at IS NOT NULL)
            """;
    private static final String LAST_ADMIN = """
            SELECT EXISTS (SELECT FROM membership WHERE user_id = :user AND company = :company AND role = 'admin' AND active)
                AND NOT EXISTS (SELECT FROM membership m JOIN app_user u ON u.id = m.user_id
                    WHERE m.company = :company AND m.role = 'admin' AND m.active AND m.user_id <> :user
                        AND u.active AND u.deleted_at IS NULL)
            """;
    private static final String RUNS_PLATFORM = """
            SELECT EXISTS (SELECT FROM membership WHERE user_id = :user AND role = 'platform_admin' AND active
                           AND deleted_at IS NULL AND :company <> '')
            """;
    private static final String LEAVE = """
            UPDATE membership SET active = false, deleted_at = coalesce(deleted_at, now()),
                deleted_by = coalesce(deleted_by, current_setting('joblane.actor')), version = version + 1
            WHERE user_id = :user AND company = :company AND deleted_at IS NULL
            """;
    private static final List<String> ERASE = List.of(
            """
            UPDATE app_user SET name = 'Erased', email = 'erased-' || id || '@erased.invalid', password_hash = NULL,
                time_zone = NULL, active = false, password_version = password_version + 1, deleted_at = coalesce(deleted_at, now()),
                deleted_by = coalesce(deleted_by, current_setting('joblane.actor')), version = version + 1
            WHERE id = :user
            """,
            "DELETE FROM second_factor WHERE user_id = :user",
            "DELETE FROM login_challenge WHERE user_id = :user",
            "DELETE FROM password_reset WHERE user_id = :user",
            "DELETE FROM idempotency_key WHERE actor = :user::text",
            "UPDATE invitation SET name = 'Erased', revoked_at = coalesce(revoked_at, now()) WHERE user_id = :user",
            "UPDATE login_session SET address = '', user_agent = '', ended_at = coalesce(ended_at, now()) WHERE user_id = :user");
    private static final List<String> TRAIL =
            List.of("SELECT audit_erase('app_user', :user::text)", """
            SELECT audit_erase_columns('invitation', ARRAY(SELECT id::text FROM invitation WHERE user_id = :user), '{name}')
            """, "SELECT audit_forget_actor(:user)");

    private final OwnerTransactions owner;
    private final Users users;

    AccountRows(OwnerTransactions owner, Users users) {
        this.owner = owner;
        this.users = users;
    }

    /** Whether the person has, or had, a place in the company. */
    boolean isKnown(String company, UUID user) {
        return look(KNOWN, user, company);
    }

    /** Null for an account that was erased. */
    @Nullable String name(UUID user) {
        return owner.run(
                CONTROL,
                false,
                jdbc -> jdbc.sql("SELECT name FROM app_user WHERE id = ? AND deleted_at IS NULL")
                        .param(user)
                        .query(String.class)
                        .optional()
                        .orElse(null));
    }

    /** @throws Problem 409 {@code last_admin}, 403 {@code platform_admin_only} */
    void requireMayGo(String company, UUID user, boolean byPlatformAdmin) {
        if (look(LAST_ADMIN, user, company)) {
            throw Problem.conflict(
                    "last_admin", "This is the company's last active admin. Make somebody else an admin first.");
        }
        if (!byPlatformAdmin && look(RUNS_PLATFORM, user, company)) {
            throw Problem.forbidden(
                    "platform_admin_only", "Only a platform admin can do this to or for a platform admin.");
        }
    }

    /** @param keep false for a rehearsal */
    Account erase(String company, @Nullable UUID user, boolean keep) {
        if (user == null) {
            return Account.NONE;
        }
        Account account = owner.run(CONTROL, keep, jdbc -> {
            // One at a time with whoever gives the person a place.
            jdbc.sql("SELECT 1 FROM app_user WHERE id = :user FOR UPDATE")
                    .param("user", user)
                    .query(Integer.class)
                    .optional();
            jdbc.sql(LEAVE).param("user", user).param("company", company).update();
            if (ask(jdbc, OTHER_PLACE, user, company)) {
                return Account.KEPT;
            }
            ERASE.forEach(sql -> jdbc.sql(sql).param("user", user).update());
            TRAIL.forEach(sql ->
                    jdbc.sql(sql).param("user", user).query(Integer.class).single());
            return Account.ERASED;
        });
        users.changed(user);
        return account;
    }

    private boolean look(String question, UUID user, String company) {
        return owner.run(CONTROL, false, jdbc -> ask(jdbc, question, user, company));
    }

    private static boolean ask(JdbcClient jdbc, String question, UUID user, String company) {
        return jdbc.sql(question)
                .param("user", user)
                .param("company", company)
                .query(Boolean.class)
                .single();
    }
}
