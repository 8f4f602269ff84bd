package io.joblane.booking.web;

import io.joblane.booking.PaymentMethod;
import io.joblane.booking.Priority;
import io.joblane.booking.domain.Amendment;
import io.joblane.booking.domain.NewBooking;
import io.joblane.shared.VehicleType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What callers send about bookings. */
final class BookingRequests {
    private BookingRequests() {}

    record Contact(
            @NotBlank @Size(max = 200) String name,
            @NotBlank @Email @Size(max = 254) String email,

            @NotBlank @Pattern(regexp = "[+0-9][0-9 ().-]{4,30}", message = "must be a phone number")
            String phone) {}

    record Spot(
            @NotBlank @Size(max = 300) String address,
            @NotNull @DecimalMin("-90") @DecimalMax("90") Double lat,
            @NotNull @DecimalMin("-180") @DecimalMax("180") Double lng) {
        io.joblane.booking.Place toPlace() {
            return new io.joblane.booking.Place(address.strip(), lat, lng);
        }
    }

    record Place(
            @NotNull @Valid Contact customer,
            @NotNull @Valid Spot pickup,
            @NotNull @Valid Spot dropoff,
            @NotNull Instant pickupAt,
            @NotNull @Min(1) @Max(60) Integer passengers,
            @Nullable @Min(0) @Max(100) Integer luggage,
            @NotNull VehicleType vehicleType,
            @NotNull PaymentMethod paymentMethod,
            @Nullable Priority priority,
            @Nullable @Size(max = 2000) String notes) {
        NewBooking toOrder() {
            return new NewBooking(
                    customer.name().strip(),
                    customer.email().strip(),
                    customer.phone().strip(),
                    pickup.toPlace(),
                    dropoff.toPlace(),
                    pickupAt,
                    passengers,
                    luggage == null ? 0 : luggage,
                    vehicleType,
                    paymentMethod,
                    priority == null ? Priority.NORMAL : priority,
                    notes == null ? "" : notes);
        }
    }

    /** What is left out stays as it is. */
    record Amend(
            @Nullable @Valid Spot pickup,
            @Nullable @Valid Spot dropoff,
            @Nullable Instant pickupAt,
            @Nullable @Min(1) @Max(60) Integer passengers,
            @Nullable @Min(0) @Max(100) Integer luggage,
            @Nullable VehicleType vehicleType,
            @Nullable Priority priority,
            @Nullable @Size(max = 2000) String notes) {
        Amendment toAmendment() {
            return new Amendment(
                    pickup == null ? null : pickup.toPlace(),
                    dropoff == null ? null : dropoff.toPlace(),
                    pickupAt,
                    passengers,
                    luggage,
                    vehicleType,
                    priority,
                    notes);
        }
    }

    /** @param requestedBy {@code customer} (the default) or {@code dispatcher}: the refund depends on it */
    record Cancel(
            @NotBlank @Size(max = 500) String reason,

            @Nullable @Pattern(regexp = "customer|dispatcher", message = "must be customer or dispatcher") String requestedBy) {
        String by() {
            return requestedBy == null ? "customer" : requestedBy;
        }
    }
}
