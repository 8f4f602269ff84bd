package io.joblane.support.domain;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

interface IssueRepository extends Repository<Issue, UUID> {
    Issue save(Issue issue);

    /** Whoever moves an issue on holds this lock. */
    @Query("SELECT * FROM issue WHERE id = :id AND deleted_at IS NULL FOR UPDATE")
    Optional<Issue> lock(UUID id);
}
