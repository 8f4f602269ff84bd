package io.joblane.mobile.sync;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an agent did with a phone that was away. Which fields there are depends on the kind.
 *
 * @param actionId made by the client, new for each action and the same in its repetitions
 * @param occurredAt when the person did it, by the phone's clock
 * @param taskId the task that is tapped; or else {@code taskType} and {@code about}, for a task that the phone has not seen yet
 *     because the one before was tapped without a network
 * @param about the booking, the job, or the offer or other subject of the task
 */
record PhoneAction(
        @NotNull UUID actionId,
        @NotNull Instant occurredAt,
        @NotNull Kind kind,
        @Nullable UUID taskId,
        @Nullable @Size(max = 80) String taskType,
        @Nullable UUID about,
        @Nullable @Size(min = 1, max = 50) String outcome,
        @Nullable JsonNode data,
        @Nullable @DecimalMin("-90") @DecimalMax("90") Double lat,
        @Nullable @DecimalMin("-180") @DecimalMax("180") Double lng,
        @Nullable UUID notificationId,
        @Nullable @Size(max = 20) String status,
        @Nullable LocalDate date,
        @Nullable Boolean available,
        @Nullable Boolean away,
        @Nullable @Size(max = 500) String notes) {
    enum Kind {
        /** {@code outcome}, {@code data}, and which task. */
        TASK,
        /** {@code lat}, {@code lng}. */
        LOCATION,
        /** {@code notificationId}. */
        NOTIFICATION_READ,
        /** {@code status}. */
        STATUS,
        /** {@code date}, {@code available}, {@code away}, {@code notes}. */
        AVAILABILITY
    }

    /** The same, done at another time. */
    PhoneAction at(Instant moment) {
        return new PhoneAction(
                actionId,
                moment,
                kind,
                taskId,
                taskType,
                about,
                outcome,
                data,
                lat,
                lng,
                notificationId,
                status,
                date,
                available,
                away,
                notes);
    }
}
