package io.joblane.fleet.web;

import io.joblane.fleet.NewVehicle;
import io.joblane.fleet.VehicleStatus;
import io.joblane.fleet.VehicleView;
import io.joblane.fleet.domain.VehicleChange;
import io.joblane.fleet.domain.VehicleService;
import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.http.Versions;
import io.joblane.identity.Staff;
import io.joblane.shared.Page;
import io.joblane.shared.VehicleType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/vehicles")
@Staff
class VehicleController {
    private final VehicleService vehicles;
    private final Idempotency idempotency;

    VehicleController(VehicleService vehicles, Idempotency idempotency) {
        this.vehicles = vehicles;
        this.idempotency = idempotency;
    }

    @GetMapping
    Page<VehicleView> list(
            @RequestParam(required = false) @Nullable VehicleType type,
            @RequestParam(required = false) @Nullable VehicleStatus status,
            PageQuery page) {
        Cursor after = page.after();
        return page.page(
                vehicles.page(type, status, after == null ? null : after.uuid(0), page.fetch()),
                vehicle -> Cursor.of(vehicle.id()));
    }

    @PostMapping
    ResponseEntity<?> create(@Valid @RequestBody NewVehicleRequest body, HttpServletRequest request) {
        return idempotency.once(request, body, () -> {
            VehicleView added = vehicles.get(vehicles.add(body.vehicle()));
            return ResponseEntity.created(URI.create("/api/v1/vehicles/" + added.id()))
                    .eTag(Versions.etag(added.version()))
                    .body(added);
        });
    }

    @GetMapping("/{id}")
    ResponseEntity<VehicleView> read(@PathVariable UUID id) {
        return tagged(vehicles.get(id));
    }

    @PatchMapping("/{id}")
    ResponseEntity<VehicleView> change(
            @PathVariable UUID id,
            @Valid @RequestBody VehicleChangeRequest body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return tagged(vehicles.change(id, body.change(), Versions.expected(ifMatch)));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        vehicles.delete(id, Versions.expected(ifMatch));
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<VehicleView> tagged(VehicleView vehicle) {
        return ResponseEntity.ok().eTag(Versions.etag(vehicle.version())).body(vehicle);
    }

    record NewVehicleRequest(
            @NotBlank @Size(max = 20) String plate,
            @NotBlank @Size(max = 60) String make,
            @NotBlank @Size(max = 60) String model,
            @NotNull VehicleType type,
            @NotNull @Min(1) @Max(100) Integer capacity,
            @NotNull @Min(0) @Max(100) Integer luggageCapacity,

            @NotNull @DecimalMin("0") @Digits(integer = 10, fraction = 2) BigDecimal hourlyRate,

            @PositiveOrZero @Nullable Integer mileage,
            @Nullable LocalDate nextServiceDue,
            @Nullable LocalDate insuranceExpiry) {
        private NewVehicle vehicle() {
            return new NewVehicle(
                    plate,
                    make,
                    model,
                    type,
                    capacity,
                    luggageCapacity,
                    hourlyRate,
                    mileage == null ? 0 : mileage,
                    nextServiceDue,
                    insuranceExpiry);
        }
    }

    /** A field that is missing or null stays as it is. */
    record VehicleChangeRequest(
            @Pattern(regexp = NOT_BLANK, message = "must not be blank") @Size(max = 20) @Nullable String plate,

            @Pattern(regexp = NOT_BLANK, message = "must not be blank") @Size(max = 60) @Nullable String make,

            @Pattern(regexp = NOT_BLANK, message = "must not be blank") @Size(max = 60) @Nullable String model,

            @Nullable VehicleType type,
            @Min(1) @Max(100) @Nullable Integer capacity,
            @Min(0) @Max(100) @Nullable Integer luggageCapacity,
            @Nullable VehicleStatus status,

            @DecimalMin("0") @Digits(integer = 10, fraction = 2) @Nullable BigDecimal hourlyRate,

            @PositiveOrZero @Nullable Integer mileage,
            @Nullable LocalDate nextServiceDue,
            @Nullable LocalDate insuranceExpiry) {
        private static final String NOT_BLANK = "(?s).*\\S.*";

        private VehicleChange change() {
            return new VehicleChange(
                    plate,
                    make,
                    model,
                    type,
                    capacity,
                    luggageCapacity,
                    status,
                    hourlyRate,
                    mileage,
                    nextServiceDue,
                    insuranceExpiry);
        }
    }
}
