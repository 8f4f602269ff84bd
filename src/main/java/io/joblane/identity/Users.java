package io.joblane.identity;

import io.joblane.database.ControlDatabase;
import io.joblane.identity.live.AccessFeed;
import io.joblane.identity.live.LiveCache;
import io.joblane.shared.Ids;
import io.joblane.shared.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** The people who can log in, kept in the control database. No call joins a transaction of a company's database. */
@Service
public class Users {
    private final ControlDatabase control;
    private final Passwords passwords;
    private final JsonMapper json;
    private final LiveCache<User> recent;

    Users(ControlDatabase control, Passwords passwords, JsonMapper json, AccessFeed feed) {
        this.control = control;
        this.passwords = passwords;
        this.json = json;
        this.recent = feed.cache(AccessFeed.Topic.USER, this::find);
    }

    /** Somebody for {@link #seed}. */
    public record NewUser(String email, String name, String company, Role role) {}

    /**
     * @return the new user's id
     * @throws Problem 409 {@code email_taken}, 400 {@code invalid_email}, {@code invalid_password}, {@code guessable_password}
     */
    public UUID create(String email, String name, String password) {
        String address = checkedEmail(email);
        Passwords.require(password, email, name);
        String hash = passwords.hash(password);
        UUID id = Ids.next();
        try {
            control.jdbc()
                    .sql("INSERT INTO app_user (id, email, name, password_hash) VALUES (:id, :email, :name, :hash)")
                    .param("id", id)
                    .param("email", address)
                    .param("name", name.trim())
                    .param("hash", hash)
                    .update();
        } catch (DuplicateKeyException e) {
            throw Problem.conflict(
                    "email_taken", "Somebody with this e-mail address exists. Use that account, or another address.");
        }
        return id;
    }

    /** Gives the user this role in the company, in place of the one they had there. */
    public void grant(UUID userId, String company, Role role) {
        control.inTransaction(() -> {
            // An admin of another company may have made one while it was theirs to make.
            passwords.revokeLinks(userId);
            return control.jdbc()
                    .sql("""
                            INSERT INTO membership (user_id, company, role) VALUES (:user, :company, :role)
                            ON CONFLICT (user_id, company) DO UPDATE SET role = excluded.role, active = true,
                                joined_at = COALESCE(membership.joined_at, now()), updated_at = now(),
                                version = membership.version + 1
                            """)
                    .param("user", userId)
                    .param("company", company)
                    .param("role", role.key())
                    .update();
        });
        recent.forget(userId);
    }

    /** Takes the user out of the company, an invitation into it included. */
    public void revoke(UUID userId, String company) {
        control.inTransaction(() -> {
            control.jdbc()
                    .sql("""
                            UPDATE membership SET active = false, updated_at = now(), version = version + 1
                            WHERE user_id = :user AND company = :company
                            """)
                    .param("user", userId)
                    .param("company", company)
                    .update();
            return control.jdbc()
                    .sql("""
                            UPDATE invitation SET revoked_at = now()
                            WHERE user_id = :user AND company = :company AND accepted_at IS NULL AND revoked_at IS NULL
                            """)
                    .param("user", userId)
                    .param("company", company)
                    .update();
        });
        recent.forget(userId);
    }

    public Optional<User> find(UUID id) {
        return new UserQuery(control).where("u.id = :value", id).stream().findFirst();
    }

    public Optional<User> findByEmail(String email) {
        return new UserQuery(control)
                .where("lower(u.email) = lower(:value)", email.trim()).stream().findFirst();
    }

    /** Everybody who has a place in the company, by name. */
    public List<User> membersOf(String company) {
        return new UserQuery(control)
                .where(
                        "EXISTS (SELECT FROM membership x WHERE x.user_id = u.id AND x.active AND x.company = :value)",
                        company);
    }

    /** {@link #find} from memory, for what every request asks. */
    public Optional<User> findLive(UUID id) {
        return recent.find(id);
    }

    /** Call it after a change of the person or of one of their places was committed. */
    public void changed(UUID id) {
        recent.forget(id);
    }

    /**
     * Creates those who do not exist yet, all with the same password, which is hashed once; and gives every one of them their
     * role. For demo data and tests.
     *
     * @return the ids of all of them by e-mail address
     */
    public Map<String, UUID> seed(List<NewUser> users, String password) {
        Passwords.requireSize(password);
        List<SeedRow> rows = users.stream()
                .map(u -> new SeedRow(
                        Ids.next(),
                        checkedEmail(u.email()),
                        u.name(),
                        u.company(),
                        u.role().key()))
                .toList();
        String all = json.writeValueAsString(rows);
        Map<String, UUID> ids = control.inTransaction(() -> {
            if (missing(all)) {
                control.jdbc()
                        .sql("""
                                INSERT INTO app_user (id, email, name, password_hash)
                                SELECT id, email, name, :hash
                                FROM jsonb_to_recordset(:all::jsonb) AS n(id uuid, email text, name text)
                                ON CONFLICT (lower(email)) WHERE deleted_at IS NULL DO NOTHING
                                """)
                        .param("hash", passwords.hash(password))
                        .param("all", all)
                        .update();
            }
            control.jdbc().sql("""
                            INSERT INTO membership (user_id, company, role)
                            SELECT u.id, n.company, n.role
                            FROM jsonb_to_recordset(:all::jsonb) AS n(email text, company text, role text)
                            JOIN app_user u ON lower(u.email) = lower(n.email) AND u.deleted_at IS NULL
                            ON CONFLICT (user_id, company) DO UPDATE
                                SET role = excluded.role, active = true,
                                    joined_at = COALESCE(membership.joined_at, now()), version = membership.version + 1
                                WHERE membership.role <> excluded.role OR NOT membership.active
                            """).param("all", all).update();
            return idsByEmail(all);
        });
        recent.forgetAll();
        return ids;
    }

    private boolean missing(String all) {
        return control.jdbc().sql("""
                        SELECT EXISTS (SELECT FROM jsonb_to_recordset(:all::jsonb) AS n(email text)
                            WHERE NOT EXISTS (SELECT FROM app_user u
                                WHERE lower(u.email) = lower(n.email) AND u.deleted_at IS NULL))
                        """).param("all", all).query(Boolean.class).single();
    }

    private Map<String, UUID> idsByEmail(String all) {
        return control
                .jdbc()
                .sql("""
                        SELECT n.email, u.id FROM jsonb_to_recordset(:all::jsonb) AS n(email text)
                        JOIN app_user u ON lower(u.email) = lower(n.email) AND u.deleted_at IS NULL
                        """)
                .param("all", all)
                .query((row, number) -> Map.entry(row.getString("email"), row.getObject("id", UUID.class)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a));
    }

    /** @return the address as it is kept */
    public static String checkedEmail(String email) {
        String address = email.trim().toLowerCase(Locale.ROOT);
        if (!address.matches("[^@\\s]+@[^@\\s]+") || address.length() > 254) {
            throw Problem.badRequest("invalid_email", "\"" + email + "\" is not an e-mail address.");
        }
        return address;
    }

    private record SeedRow(UUID id, String email, String name, String company, String role) {}
}
