package io.joblane.workforce.skill;

import io.joblane.company.Companies;
import io.joblane.context.CurrentActor;
import io.joblane.http.Versions;
import io.joblane.identity.Office;
import io.joblane.identity.Staff;
import io.joblane.shared.Problem;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The skills that agents of the company may have. */
@Service
public class SkillService {
    private final SkillRepository skills;
    private final SkillQueries queries;
    private final Companies companies;
    private final Clock clock;

    SkillService(SkillRepository skills, SkillQueries queries, Companies companies, Clock clock) {
        this.skills = skills;
        this.queries = queries;
        this.companies = companies;
        this.clock = clock;
    }

    @Office
    @Transactional(readOnly = true)
    public List<SkillView> page(@Nullable UUID after, int limit) {
        return queries.page(after, limit);
    }

    @Office
    @Transactional(readOnly = true)
    public SkillView get(UUID id) {
        return skills.findByIdAndAuditDeletedAtIsNull(id)
                .orElseThrow(SkillService::unknown)
                .view();
    }

    /**
     * Certificates whose last day is at most that many days ahead, and those that have ended.
     *
     * @param lastUntil where the page before ended, with {@code lastId}; null for the first
     */
    @Office
    @Transactional(readOnly = true)
    public List<ExpiringSkill> expiring(int days, @Nullable LocalDate lastUntil, @Nullable UUID lastId, int limit) {
        LocalDate today =
                LocalDate.ofInstant(clock.instant(), companies.current().timeZone());
        SkillQueries.After after =
                lastUntil == null || lastId == null ? null : new SkillQueries.After(lastUntil, lastId);
        return queries.expiring(today, days, after, limit);
    }

    /** @throws Problem 409 {@code skill_exists} */
    @Staff
    @Transactional
    public SkillView add(String name, boolean needsCertificate) {
        return save(Skill.of(name, needsCertificate)).view();
    }

    /** @throws Problem 409 {@code skill_exists}, {@code certificates_missing} where agents have it without one */
    @Staff
    @Transactional
    public SkillView change(UUID id, String name, boolean needsCertificate, @Nullable Integer expectedVersion) {
        Skill skill = lock(id, expectedVersion);
        if (needsCertificate && !skill.needsCertificate() && queries.isUsedWithoutEnd(id)) {
            throw Problem.conflict(
                    "certificates_missing",
                    "Agents have this skill without the end of a certificate. Enter those, or take the skill from them first.");
        }
        return save(skill.with(name, needsCertificate)).view();
    }

    /** @throws Problem 409 {@code skill_in_use} */
    @Staff
    @Transactional
    public void delete(UUID id, @Nullable Integer expectedVersion) {
        Skill skill = lock(id, expectedVersion);
        if (queries.isUsed(id)) {
            throw Problem.conflict("skill_in_use", "Agents have this skill. Take it from them first.");
        }
        skills.save(skill.deleted(clock.instant(), CurrentActor.get().auditName()));
    }

    private Skill lock(UUID id, @Nullable Integer expectedVersion) {
        Skill skill = skills.lock(id).orElseThrow(SkillService::unknown);
        Versions.check(skill.version() == null ? 0 : skill.version(), expectedVersion);
        return skill;
    }

    private Skill save(Skill skill) {
        try {
            return skills.save(skill);
        } catch (DuplicateKeyException e) {
            throw Problem.conflict("skill_exists", "There is a skill " + skill.name() + ". Use that one.");
        }
    }

    static Problem unknown() {
        return Problem.notFound("skill_unknown", "There is no such skill. GET /api/v1/skills names all.");
    }
}
