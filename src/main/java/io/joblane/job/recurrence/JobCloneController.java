package io.joblane.job.recurrence;

import io.joblane.http.Idempotency;
import io.joblane.http.Versions;
import io.joblane.identity.Staff;
import io.joblane.job.JobOrder;
import io.joblane.job.JobPosts;
import io.joblane.job.JobView;
import io.joblane.job.Site;
import io.joblane.job.Urgency;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The same job once more, at another time. */
@RestController
@Staff
class JobCloneController {
    private final JobCopies copies;
    private final Idempotency idempotency;

    JobCloneController(JobCopies copies, Idempotency idempotency) {
        this.copies = copies;
        this.idempotency = idempotency;
    }

    /** What is left out is as in the job that is copied, whatever became of that. */
    record Clone(
            @NotNull Instant arrivalAt,
            @Nullable @Size(min = 1, max = 200) String title,
            @Nullable @DecimalMin("0.25") @DecimalMax("24") BigDecimal expectedHours,
            @Nullable @Min(1) @Max(200) Integer agentsRequired,
            @Nullable UUID leadAgentId,
            @Nullable @Size(max = 4000) String instructions,
            @Nullable Urgency urgency) {
        private JobOrder of(JobView job) {
            return new JobOrder(
                    title == null || title.isBlank() ? job.title() : title.strip(),
                    job.type(),
                    new Site(job.address(), job.postcode(), job.lat(), job.lng()),
                    arrivalAt,
                    expectedHours == null
                            ? job.minutes()
                            : expectedHours
                                    .multiply(BigDecimal.valueOf(60))
                                    .setScale(0, RoundingMode.HALF_UP)
                                    .intValue(),
                    agentsRequired == null ? job.agentsRequired() : agentsRequired,
                    leadAgentId == null ? job.leadAgentId() : leadAgentId,
                    job.requiredSkills(),
                    instructions == null ? job.instructions() : instructions,
                    urgency == null ? job.urgency() : urgency,
                    job.customerId());
        }
    }

    @PostMapping("/api/v1/jobs/{id}/clone")
    ResponseEntity<?> copy(@PathVariable UUID id, @Valid @RequestBody Clone body, HttpServletRequest request) {
        // Asks the engine, so it comes before the transaction.
        JobPosts.Draft draft = copies.draft(id, body::of);
        return idempotency.once(request, List.of(id, body), () -> {
            JobView posted = copies.post(draft);
            return ResponseEntity.created(URI.create("/api/v1/jobs/" + posted.id()))
                    .eTag(Versions.etag(posted.version()))
                    .body(posted);
        });
    }
}
