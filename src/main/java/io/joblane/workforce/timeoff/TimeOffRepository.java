package io.joblane.workforce.timeoff;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

interface TimeOffRepository extends Repository<TimeOffRequest, UUID> {
    TimeOffRequest save(TimeOffRequest request);

    /** Whoever ends a request holds this lock. */
    @Query("SELECT * FROM time_off_request WHERE id = :id AND deleted_at IS NULL FOR UPDATE")
    Optional<TimeOffRequest> lock(UUID id);
}
