package io.joblane.sales.domain;

import io.joblane.http.Versions;
import io.joblane.identity.Office;
import io.joblane.identity.Staff;
import io.joblane.shared.Ids;
import io.joblane.shared.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The company's own words for visits, e.g. "Hot lead". One that is not active any more stays with the visits that have it. */
@Service
public class VisitTags {
    private final JdbcClient jdbc;

    VisitTags(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public record VisitTag(UUID id, String name, boolean active, int version) {}

    /** By name. */
    @Office
    @Transactional(readOnly = true)
    public List<VisitTag> all() {
        return jdbc.sql("SELECT * FROM visit_tag WHERE deleted_at IS NULL ORDER BY lower(name), id")
                .query(VisitTags::row)
                .list();
    }

    /** @throws Problem 409 {@code name_taken} */
    @Staff
    @Transactional
    public VisitTag add(String name) {
        UUID id = Ids.next();
        int added = jdbc.sql("""
                        INSERT INTO visit_tag (id, name) VALUES (?, ?)
                        ON CONFLICT (lower(name)) WHERE deleted_at IS NULL DO NOTHING
                        """).param(id).param(name).update();
        if (added == 0) {
            throw nameTaken();
        }
        return lock(id);
    }

    /** @throws Problem 404 {@code visit_tag_unknown}, 409 {@code name_taken}, 412 */
    @Staff
    @Transactional
    public VisitTag change(UUID id, String name, boolean active, @Nullable Integer expected) {
        Versions.check(lock(id).version(), expected);
        boolean taken = all().stream()
                .anyMatch(other -> !other.id().equals(id) && other.name().equalsIgnoreCase(name));
        if (taken) {
            throw nameTaken();
        }
        jdbc.sql("UPDATE visit_tag SET name = ?, active = ?, version = version + 1 WHERE id = ?")
                .param(name)
                .param(active)
                .param(id)
                .update();
        return lock(id);
    }

    /** @throws Problem 422 {@code visit_tag_unknown} */
    void requireActive(Collection<UUID> tags) {
        Set<UUID> unknown = new HashSet<>(tags);
        all().stream().filter(VisitTag::active).map(VisitTag::id).forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw Problem.unprocessable("visit_tag_unknown", "Choose tags of GET /api/v1/visit-tags that are active.");
        }
    }

    private VisitTag lock(UUID id) {
        return jdbc.sql("SELECT * FROM visit_tag WHERE id = ? AND deleted_at IS NULL FOR UPDATE")
                .param(id)
                .query(VisitTags::row)
                .optional()
                .orElseThrow(() -> Problem.notFound("visit_tag_unknown", "There is no such tag."));
    }

    private static VisitTag row(ResultSet row, int number) throws SQLException {
        return new VisitTag(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getBoolean("active"),
                row.getInt("version"));
    }

    private static Problem nameTaken() {
        return Problem.conflict("name_taken", "There is a tag of that name. Use it, or another name.");
    }
}
