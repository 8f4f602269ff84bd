package io.joblane.job.web;

import io.joblane.job.JobOrder;
import io.joblane.job.Site;
import io.joblane.job.Urgency;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What callers send about jobs. */
final class JobRequests {
    private static final String POSTCODE = "[A-Za-z0-9][A-Za-z0-9 -]{1,11}";

    private JobRequests() {}

    /** A whole job, to post or to put. */
    record Order(
            @NotBlank @Size(max = 200) String title,
            @NotBlank @Size(max = 100) String type,
            @NotBlank @Size(max = 300) String address,

            @NotNull @Pattern(regexp = POSTCODE, message = "must be a postcode") String postcode,

            @NotNull @DecimalMin("-90") @DecimalMax("90") Double lat,
            @NotNull @DecimalMin("-180") @DecimalMax("180") Double lng,
            @NotNull Instant arrivalAt,

            @NotNull @DecimalMin("0.25") @DecimalMax("24") @Digits(integer = 2, fraction = 2) BigDecimal expectedHours,

            @NotNull @Min(1) @Max(200) Integer agentsRequired,
            @Nullable UUID leadAgentId,
            @Nullable @Size(max = 20) List<@NotBlank @Size(max = 100) String> requiredSkills,
            @Nullable @Size(max = 4000) String instructions,
            @Nullable Urgency urgency,
            @Nullable UUID customerId) {
        JobOrder toOrder() {
            return new JobOrder(
                    title.strip(),
                    type.strip(),
                    new Site(address.strip(), postcode.strip(), lat, lng),
                    arrivalAt,
                    minutes(expectedHours),
                    agentsRequired,
                    leadAgentId,
                    requiredSkills == null ? List.of() : requiredSkills,
                    instructions == null ? "" : instructions,
                    urgency == null ? Urgency.STANDARD : urgency,
                    customerId);
        }
    }

    /** What is left out stays as it is; a lead agent and a customer are taken off by null. */
    record Change(
            @Nullable @Size(min = 1, max = 200) String title,
            @Nullable @Size(min = 1, max = 100) String type,
            @Nullable @Size(min = 1, max = 300) String address,

            @Nullable @Pattern(regexp = POSTCODE, message = "must be a postcode") String postcode,

            @Nullable @DecimalMin("-90") @DecimalMax("90") Double lat,
            @Nullable @DecimalMin("-180") @DecimalMax("180") Double lng,
            @Nullable Instant arrivalAt,

            @Nullable @DecimalMin("0.25") @DecimalMax("24") @Digits(integer = 2, fraction = 2) BigDecimal expectedHours,

            @Nullable @Min(1) @Max(200) Integer agentsRequired,
            @Nullable Optional<UUID> leadAgentId,
            @Nullable @Size(max = 20) List<@NotBlank @Size(max = 100) String> requiredSkills,
            @Nullable @Size(max = 4000) String instructions,
            @Nullable Urgency urgency,
            @Nullable Optional<UUID> customerId) {
        JobOrder apply(JobOrder now) {
            Site site = now.site();
            return new JobOrder(
                    or(title, now.title()).strip(),
                    or(type, now.type()).strip(),
                    new Site(
                            or(address, site.address()).strip(),
                            or(postcode, site.postcode()).strip(),
                            or(lat, site.lat()),
                            or(lng, site.lng())),
                    or(arrivalAt, now.arrivalAt()),
                    expectedHours == null ? now.minutes() : minutes(expectedHours),
                    or(agentsRequired, now.agentsRequired()),
                    leadAgentId == null ? now.leadAgentId() : leadAgentId.orElse(null),
                    or(requiredSkills, now.requiredSkills()),
                    or(instructions, now.instructions()),
                    or(urgency, now.urgency()),
                    customerId == null ? now.customerId() : customerId.orElse(null));
        }

        private static <T> T or(@Nullable T changed, T kept) {
            return changed == null ? kept : changed;
        }
    }

    record Cancel(@NotBlank @Size(max = 500) String reason) {}

    record Withdraw(@NotBlank @Size(max = 500) String reason) {}

    /** @param force past the rules of eligibility; never past a double booking */
    record Assign(
            @NotNull UUID agentId,
            @NotBlank @Size(max = 500) String reason,
            @Nullable Boolean force) {
        boolean forced() {
            return Boolean.TRUE.equals(force);
        }
    }

    /**
     * @param actionId made by the client, new for each answer and the same in its repetitions
     * @param occurredAt when the agent answered; now where it is left out
     * @param reason of a refusal
     */
    record Respond(
            @NotNull @Pattern(regexp = "accepted|declined", message = "must be accepted or declined") String response,

            @NotNull UUID actionId,
            @Nullable Instant occurredAt,
            @Nullable @Size(max = 500) String reason) {
        boolean accepts() {
            return "accepted".equals(response);
        }
    }

    private static int minutes(BigDecimal hours) {
        return hours.multiply(BigDecimal.valueOf(60))
                .setScale(0, RoundingMode.HALF_UP)
                .intValueExact();
    }
}
