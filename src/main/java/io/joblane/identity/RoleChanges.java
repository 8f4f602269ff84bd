package io.joblane.identity;

import io.joblane.context.CurrentActor;
import io.joblane.database.ControlDatabase;
import io.joblane.shared.LowerCase;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Roles in companies as others change them who have been asked to, e.g. by an approval. */
@Service
public class RoleChanges {
    private final ControlDatabase control;
    private final Users users;

    RoleChanges(ControlDatabase control, Users users) {
        this.control = control;
        this.users = users;
    }

    /**
     * Somebody's place in a company.
     *
     * @param version grows with every change of it
     */
    public record Place(String name, Role role, int version) {}

    /** What came of a change. */
    public enum Outcome {
        DONE,
        CHANGED_SINCE,
        NO_PLACE,
        LAST_ADMIN
    }

    /** Empty for who has no place there, or no more. */
    public Optional<Place> find(UUID user, String company) {
        return read(user, company, "");
    }

    public boolean isLastAdmin(UUID user, String company, Role wanted) {
        return wanted != Role.ADMIN
                && find(user, company)
                        .filter(place -> place.role() == Role.ADMIN)
                        .isPresent()
                && !hasAnotherAdmin(user, company);
    }

    /**
     * Gives the role, in a transaction of its own. Repeated it changes nothing and answers DONE again.
     *
     * @param seen the version of the place that was looked at
     */
    public Outcome change(UUID user, String company, int seen, Role role) {
        Outcome outcome = control.inTransaction(() -> {
            // So that of two admins who lose their role at once, one is the last.
            control.jdbc()
                    .sql("SELECT slug FROM company WHERE slug = ? FOR UPDATE")
                    .param(company)
                    .query(String.class)
                    .single();
            Optional<Place> place = read(user, company, " FOR UPDATE OF m");
            if (place.isEmpty()) {
                return Outcome.NO_PLACE;
            }
            if (place.get().role() == role) {
                return Outcome.DONE;
            }
            if (place.get().version() != seen) {
                return Outcome.CHANGED_SINCE;
            }
            if (place.get().role() == Role.ADMIN && !hasAnotherAdmin(user, company)) {
                return Outcome.LAST_ADMIN;
            }
            control.jdbc()
                    .sql("""
                            UPDATE membership SET role = ?, updated_at = now(), updated_by = ?, version = version + 1
                            WHERE user_id = ? AND company = ?
                            """)
                    .param(role.key())
                    .param(CurrentActor.get().auditName())
                    .param(user)
                    .param(company)
                    .update();
            return Outcome.DONE;
        });
        users.changed(user);
        return outcome;
    }

    private boolean hasAnotherAdmin(UUID user, String company) {
        return control.jdbc()
                .sql("""
                        SELECT EXISTS (SELECT FROM membership m JOIN app_user u ON u.id = m.user_id
                            WHERE m.company = ? AND m.role = 'admin' AND m.active AND m.user_id <> ? AND u.active
                                AND u.deleted_at IS NULL)
                        """)
                .param(company)
                .param(user)
                .query(Boolean.class)
                .single();
    }

    private Optional<Place> read(UUID user, String company, String lock) {
        return control.jdbc()
                .sql("""
                        SELECT u.name, m.role, m.version FROM membership m JOIN app_user u ON u.id = m.user_id
                        WHERE m.user_id = ? AND m.company = ? AND m.active AND u.active AND u.deleted_at IS NULL
                        """ + lock)
                .param(user)
                .param(company)
                .query((row, number) -> new Place(
                        row.getString("name"),
                        LowerCase.parse(Role.class, row.getString("role")),
                        row.getInt("version")))
                .optional();
    }
}
