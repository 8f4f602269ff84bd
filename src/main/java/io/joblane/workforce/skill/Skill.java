package io.joblane.workforce.skill;

import io.joblane.shared.Audit;
import io.joblane.shared.Audited;
import io.joblane.shared.Ids;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Embedded;

/** What agents of the company may be able to do. */
record Skill(
        @Id UUID id,
        String name,
        boolean needsCertificate,
        @Embedded.Nullable @Nullable Audit audit,
        @Version @Nullable Integer version)
        implements Audited<Skill> {

    static Skill of(String name, boolean needsCertificate) {
        return new Skill(Ids.next(), name.strip(), needsCertificate, null, null);
    }

    Skill with(String newName, boolean nowNeedsCertificate) {
        return new Skill(id, newName.strip(), nowNeedsCertificate, audit, version);
    }

    Skill deleted(Instant at, String by) {
        return audit == null ? this : withAudit(audit.deleted(at, by));
    }

    SkillView view() {
        return new SkillView(id, name, needsCertificate, version == null ? 0 : version);
    }

    @Override
    public Skill withAudit(Audit newAudit) {
        return new Skill(id, name, needsCertificate, newAudit, version);
    }
}
