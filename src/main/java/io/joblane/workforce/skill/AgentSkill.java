package io.joblane.workforce.skill;

import io.joblane.shared.Audit;
import io.joblane.shared.Audited;
import io.joblane.shared.Ids;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Embedded;

/** One agent has one skill. */
record AgentSkill(
        @Id UUID id,
        UUID agentId,
        UUID skillId,
        @Nullable String certificateNumber,
        @Nullable LocalDate certificateFrom,
        @Nullable LocalDate certificateUntil,
        @Embedded.Nullable @Nullable Audit audit,
        @Version @Nullable Integer version)
        implements Audited<AgentSkill> {

    static AgentSkill of(UUID agentId, UUID skillId, Certificate certificate) {
        return new AgentSkill(
                Ids.next(),
                agentId,
                skillId,
                certificate.number(),
                certificate.from(),
                certificate.until(),
                null,
                null);
    }

    AgentSkill with(Certificate certificate) {
        return new AgentSkill(
                id, agentId, skillId, certificate.number(), certificate.from(), certificate.until(), audit, version);
    }

    AgentSkill deleted(Instant at, String by) {
        return audit == null ? this : withAudit(audit.deleted(at, by));
    }

    @Override
    public AgentSkill withAudit(Audit newAudit) {
        return new AgentSkill(
                id, agentId, skillId, certificateNumber, certificateFrom, certificateUntil, newAudit, version);
    }
}
