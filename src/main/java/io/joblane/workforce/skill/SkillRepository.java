package io.joblane.workforce.skill;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

interface SkillRepository extends Repository<Skill, UUID> {
    Skill save(Skill skill);

    /** Nobody removes the skill, or changes what it needs, until the transaction ends. */
    @Query("SELECT * FROM skill WHERE id = :id AND deleted_at IS NULL FOR UPDATE")
    Optional<Skill> lock(UUID id);

    Optional<Skill> findByIdAndAuditDeletedAtIsNull(UUID id);
}
