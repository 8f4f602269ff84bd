package io.joblane.notification.web;

import io.joblane.identity.Staff;
import io.joblane.notification.recipient.Device;
import io.joblane.notification.recipient.Device.Platform;
import io.joblane.notification.recipient.Devices;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The phones on which an agent gets push messages. An app says its token at each start, and at a log-out takes it back. */
@RestController
@RequestMapping("/api/v1/agents/{id}")
@PreAuthorize("isAuthenticated()")
class DeviceController {
    private static final String TOKEN = "[\\x21-\\x7e]+";

    private final Devices devices;

    DeviceController(Devices devices) {
        this.devices = devices;
    }

    record TokenBody(
            @NotBlank @Size(min = 8, max = 512) @Pattern(regexp = TOKEN) String token,

            @NotNull Platform platform) {}

    record GoneBody(
            @NotBlank @Size(min = 8, max = 512) @Pattern(regexp = TOKEN) String token) {}

    record DeviceList(List<Device> items) {}

    /** A repetition only says that the phone is still there. */
    @PostMapping("/fcm-token")
    @PreAuthorize("@roles.any('agent')")
    Device register(@PathVariable UUID id, @Valid @RequestBody TokenBody body) {
        return devices.register(id, body.token(), body.platform());
    }

    @DeleteMapping("/fcm-token")
    @PreAuthorize("@roles.any('agent')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget(@PathVariable UUID id, @Valid @RequestBody GoneBody body) {
        devices.forget(id, body.token());
    }

    @GetMapping("/devices")
    DeviceList list(@PathVariable UUID id) {
        return new DeviceList(devices.list(id));
    }

    /** A phone that was lost. */
    @DeleteMapping("/devices/{deviceId}")
    @Staff
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id, @PathVariable UUID deviceId) {
        devices.forget(id, deviceId);
    }
}
