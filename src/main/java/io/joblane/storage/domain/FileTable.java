package io.joblane.storage.domain;

import io.joblane.context.CurrentActor;
import io.joblane.shared.Geo;
import io.joblane.shared.LowerCase;
import io.joblane.storage.FileKind;
import io.joblane.storage.FileView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code stored_file}. */
@Component
class FileTable {
    private final JdbcClient jdbc;
    private final Clock clock;

    FileTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A file and where its content is. */
    record Row(FileView file, String storageKey) {}

    /** @return false where the id is taken, by whomever */
    boolean add(FileView file, String storageKey) {
        Geo position = file.position();
        return jdbc.sql("""
                        INSERT INTO stored_file (id, kind, storage_key, content_type, size, sha256, name, agent_id, booking_id,
                            job_id, assignment_id, document_id, signer, uploaded_by, taken_at, lat, lng,
                            created_at, created_by, updated_at, updated_by, version)
                        VALUES (:id, :kind, :key, :type, :size, :sha256, :name, :agent, :booking, :job, :assignment, :document,
                            :signer, :by, :taken, :lat, :lng, :now, :actor, :now, :actor, 0)
                        ON CONFLICT (id) DO NOTHING
                        """)
                        .param("id", file.id())
                        .param("kind", LowerCase.of(file.kind()))
                        .param("key", storageKey)
                        .param("type", file.contentType())
                        .param("size", file.size())
                        .param("sha256", file.sha256())
                        .param("name", file.name())
                        .param("agent", file.agentId())
                        .param("booking", file.bookingId())
                        .param("job", file.jobId())
                        .param("assignment", file.assignmentId())
                        .param("document", file.documentId())
                        .param("signer", file.signer())
                        .param("by", file.uploadedBy())
                        .param("taken", file.takenAt() == null ? null : Timestamp.from(file.takenAt()))
                        .param("lat", position == null ? null : position.lat())
                        .param("lng", position == null ? null : position.lng())
                        .param("now", Timestamp.from(file.createdAt()))
                        .param("actor", CurrentActor.get().auditName())
                        .update()
                == 1;
    }

    /** One that was removed too. */
    Optional<Row> find(UUID id) {
        return jdbc.sql("SELECT * FROM stored_file WHERE id = ?")
                .param(id)
                .query((row, number) -> new Row(view(row, number), row.getString("storage_key")))
                .optional();
    }

    /** @param column {@code booking_id}, {@code job_id} or {@code document_id} */
    List<FileView> of(String column, UUID id) {
        return jdbc.sql("SELECT * FROM stored_file WHERE " + column
                        + " = ? AND deleted_at IS NULL ORDER BY created_at, id")
                .param(id)
                .query(FileTable::view)
                .list();
    }

    int count(UUID assignmentId, FileKind kind) {
        return jdbc.sql("SELECT count(*) FROM stored_file WHERE assignment_id = ? AND kind = ? AND deleted_at IS NULL")
                .param(assignmentId)
                .param(LowerCase.of(kind))
                .query(Integer.class)
                .single();
    }

    void remove(UUID id) {
        remove("id = :id", id, null, null, null);
    }

    /** All of what the file belongs to and of its kind, itself excepted. */
    void removeOthers(FileView file) {
        remove(
                "id <> :id AND kind = :kind AND (assignment_id = :assignment OR document_id = :document)",
                file.id(),
                LowerCase.of(file.kind()),
                file.assignmentId(),
                file.documentId());
    }

    private void remove(
            String condition, UUID id, @Nullable String kind, @Nullable UUID assignment, @Nullable UUID document) {
        jdbc.sql(
                        "UPDATE stored_file SET deleted_at = :now, deleted_by = :actor, updated_at = :now, updated_by = :actor,"
                                + " version = version + 1 WHERE deleted_at IS NULL AND " + condition)
                .param("now", Timestamp.from(clock.instant()))
                .param("actor", CurrentActor.get().auditName())
                .param("id", id)
                .param("kind", kind)
                .param("assignment", assignment)
                .param("document", document)
                .update();
    }

    private static FileView view(ResultSet row, int number) throws SQLException {
        Double lat = row.getObject("lat", Double.class);
        Double lng = row.getObject("lng", Double.class);
        Timestamp taken = row.getTimestamp("taken_at");
        return new FileView(
                row.getObject("id", UUID.class),
                LowerCase.parse(FileKind.class, row.getString("kind")),
                row.getString("content_type"),
                row.getLong("size"),
                row.getString("sha256"),
                row.getString("name"),
                row.getObject("agent_id", UUID.class),
                row.getObject("booking_id", UUID.class),
                row.getObject("job_id", UUID.class),
                row.getObject("assignment_id", UUID.class),
                row.getObject("document_id", UUID.class),
                row.getString("signer"),
                row.getString("uploaded_by"),
                taken == null ? null : taken.toInstant(),
                lat == null || lng == null ? null : new Geo(lat, lng),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("deleted_at") != null);
    }
}
