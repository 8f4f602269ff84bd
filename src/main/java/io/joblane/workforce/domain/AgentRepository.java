package io.joblane.workforce.domain;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface AgentRepository extends Repository<Agent, UUID> {
    Agent save(Agent agent);

    Optional<Agent> findByIdAndAuditDeletedAtIsNull(UUID id);
}
