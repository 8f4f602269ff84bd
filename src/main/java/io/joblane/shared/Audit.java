package io.joblane.shared;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.relational.core.mapping.Column;

/** Who made, last changed and (softly) deleted a row. Filled when the row is saved; see {@link Audited}. */
public record Audit(
        @Column("created_at") Instant createdAt,
        @Column("created_by") String createdBy,
        @Column("updated_at") Instant updatedAt,
        @Column("updated_by") String updatedBy,
        @Column("deleted_at") @Nullable Instant deletedAt,
        @Column("deleted_by") @Nullable String deletedBy) {

    public static Audit createdNow(Instant at, String by) {
        return new Audit(at, by, at, by, null, null);
    }

    public Audit updated(Instant at, String by) {
        return new Audit(createdAt, createdBy, at, by, deletedAt, deletedBy);
    }

    public Audit deleted(Instant at, String by) {
        return new Audit(createdAt, createdBy, at, by, at, by);
    }
}
