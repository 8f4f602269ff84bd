package io.joblane.identity;

import io.joblane.database.ControlDatabase;
import io.joblane.shared.LowerCase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads users with their memberships in one query. */
final class UserQuery {
    private final ControlDatabase control;

    UserQuery(ControlDatabase control) {
        this.control = control;
    }

    /** @param condition on {@code u}, with the parameter {@code :value} */
    List<User> where(String condition, Object value) {
        Map<UUID, User> found = new LinkedHashMap<>();
        control.jdbc()
                .sql("""
                        SELECT u.id, u.email, u.name,
                            EXISTS (SELECT FROM second_factor f
                                WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS second_factor,
                            c.slug, c.name AS company_name, m.role
                        FROM app_user u
                        LEFT JOIN membership m ON m.user_id = u.id AND m.active
                        LEFT JOIN company c ON c.slug = m.company AND c.deleted_at IS NULL
                        WHERE u.active AND u.deleted_at IS NULL AND\s""" + condition + " ORDER BY u.name, u.id, c.slug")
                .param("value", value)
                .query((ResultSet row) -> {
                    User user = user(row);
                    found.merge(user.id(), user, UserQuery::together);
                });
        return List.copyOf(found.values());
    }

    private static User user(ResultSet row) throws SQLException {
        String company = row.getString("slug");
        List<Membership> memberships = company == null
                ? List.of()
                : List.of(new Membership(
                        company, row.getString("company_name"), LowerCase.parse(Role.class, row.getString("role"))));
        return new User(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("name"),
                row.getBoolean("second_factor"),
                memberships);
    }

    private static User together(User one, User more) {
        List<Membership> memberships = new ArrayList<>(one.memberships());
        memberships.addAll(more.memberships());
        return new User(one.id(), one.email(), one.name(), one.secondFactor(), memberships);
    }
}
