package io.joblane.job.recurrence;

import io.joblane.job.JobOrder;
import io.joblane.job.Site;
import io.joblane.job.Urgency;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All of a job but when it is.
 *
 * @param urgency {@code Standard} where it is left out
 */
public record JobTemplate(
        @NotBlank @Size(max = 200) String title,
        @NotBlank @Size(max = 100) String type,
        @NotBlank @Size(max = 300) String address,
        @NotBlank @Size(max = 12) String postcode,
        @NotNull @DecimalMin("-90") @DecimalMax("90") Double lat,
        @NotNull @DecimalMin("-180") @DecimalMax("180") Double lng,
        @NotNull @DecimalMin("0.25") @DecimalMax("24") BigDecimal expectedHours,
        @NotNull @Min(1) @Max(200) Integer agentsRequired,
        @Nullable UUID leadAgentId,
        @Nullable @Size(max = 20) List<@NotBlank @Size(max = 100) String> requiredSkills,
        @Nullable @Size(max = 4000) String instructions,

        @Nullable Urgency urgency,

        @Nullable UUID customerId) {
    private static final BigDecimal MINUTES = BigDecimal.valueOf(60);

    /** The same at that time. */
    JobOrder order(Instant arrivalAt) {
        return new JobOrder(
                title.strip(),
                type.strip(),
                new Site(address.strip(), postcode.strip(), lat, lng),
                arrivalAt,
                expectedHours
                        .multiply(MINUTES)
                        .setScale(0, RoundingMode.HALF_UP)
                        .intValue(),
                agentsRequired,
                leadAgentId,
                requiredSkills == null ? List.of() : requiredSkills,
                instructions == null ? "" : instructions,
                urgency == null ? Urgency.STANDARD : urgency,
                customerId);
    }
}
