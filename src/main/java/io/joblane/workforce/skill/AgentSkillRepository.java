package io.joblane.workforce.skill;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface AgentSkillRepository extends Repository<AgentSkill, UUID> {
    AgentSkill save(AgentSkill skill);

    Optional<AgentSkill> findByAgentIdAndSkillIdAndAuditDeletedAtIsNull(UUID agentId, UUID skillId);
}
