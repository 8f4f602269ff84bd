package io.joblane.workforce.skill;

import io.joblane.context.CurrentActor;
import io.joblane.http.Versions;
import io.joblane.identity.Staff;
import io.joblane.shared.Problem;
import io.joblane.workforce.Agents;
import io.joblane.workforce.SignedInAgent;
import io.joblane.workforce.availability.OwnOrStaff;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which agent has which skill. The office says so; an agent reads their own. */
@Service
public class AgentSkillService {
    private final AgentSkillRepository table;
    private final SkillRepository skills;
    private final SkillQueries queries;
    private final Agents agents;
    private final SignedInAgent self;
    private final Clock clock;

    AgentSkillService(
            AgentSkillRepository table,
            SkillRepository skills,
            SkillQueries queries,
            Agents agents,
            SignedInAgent self,
            Clock clock) {
        this.table = table;
        this.skills = skills;
        this.queries = queries;
        this.agents = agents;
        this.self = self;
        this.clock = clock;
    }

    /** By name. */
    @OwnOrStaff
    @Transactional(readOnly = true)
    public List<AgentSkillView> of(UUID agentId) {
        boolean another = CurrentActor.get().has("agent") && !self.get().id().equals(agentId);
        if (another || agents.find(agentId).isEmpty()) {
            throw unknownAgent();
        }
        return queries.ofAgent(agentId);
    }

    /**
     * The agent has the skill from now on, or another certificate for it.
     *
     * @throws Problem 404, 412, 422 {@code certificate_required} where the skill needs one and its end is missing
     */
    @Staff
    @Transactional
    public AgentSkillView put(UUID agentId, UUID skillId, Certificate certificate, @Nullable Integer expectedVersion) {
        if (agents.find(agentId).isEmpty()) {
            throw unknownAgent();
        }
        Skill skill = skills.lock(skillId).orElseThrow(SkillService::unknown);
        if (skill.needsCertificate() && certificate.until() == null) {
            throw Problem.unprocessable(
                    "certificate_required",
                    "The skill " + skill.name()
                            + " needs a certificate: say in certificateUntil on which day it ends.");
        }
        Optional<AgentSkill> before = table.findByAgentIdAndSkillIdAndAuditDeletedAtIsNull(agentId, skillId);
        before.ifPresent(had -> Versions.check(versionOf(had), expectedVersion));
        if (before.isEmpty() && expectedVersion != null) {
            throw Problem.preconditionFailed("The agent does not have this skill any more. Read their skills again.");
        }
        AgentSkill saved = save(
                before.map(had -> had.with(certificate)).orElseGet(() -> AgentSkill.of(agentId, skillId, certificate)));
        return new AgentSkillView(
                skillId,
                skill.name(),
                skill.needsCertificate(),
                saved.certificateNumber(),
                saved.certificateFrom(),
                saved.certificateUntil(),
                versionOf(saved));
    }

    /** @throws Problem 404, 412 */
    @Staff
    @Transactional
    public void remove(UUID agentId, UUID skillId, @Nullable Integer expectedVersion) {
        AgentSkill had = table.findByAgentIdAndSkillIdAndAuditDeletedAtIsNull(agentId, skillId)
                .orElseThrow(() -> Problem.notFound(
                        "agent_skill_unknown", "There is no such agent, or they do not have this skill."));
        Versions.check(versionOf(had), expectedVersion);
        table.save(had.deleted(clock.instant(), CurrentActor.get().auditName()));
    }

    private AgentSkill save(AgentSkill skill) {
        try {
            return table.save(skill);
        } catch (DuplicateKeyException e) {
            throw Problem.conflict("agent_skill_exists", "Somebody just gave the agent this skill. Read it again.");
        }
    }

    private static int versionOf(AgentSkill skill) {
        return skill.version() == null ? 0 : skill.version();
    }

    private static Problem unknownAgent() {
        return Problem.notFound("agent_unknown", "There is no such agent.");
    }
}
