package io.joblane.workforce.web;

import io.joblane.identity.AgentOnly;
import io.joblane.shared.Geo;
import io.joblane.workforce.AgentStatus;
import io.joblane.workforce.AgentView;
import io.joblane.workforce.domain.AgentPhone;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The signed-in agent's own state. */
@RestController
@RequestMapping("/api/v1/mobile")
@AgentOnly
class MobileAgentController {
    private final AgentPhone phone;

    MobileAgentController(AgentPhone phone) {
        this.phone = phone;
    }

    @GetMapping("/me")
    AgentView me() {
        return phone.me();
    }

    @PutMapping("/status")
    AgentView changeStatus(@Valid @RequestBody StatusRequest body) {
        return phone.changeStatus(body.status());
    }

    @PostMapping("/location")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reportPosition(@Valid @RequestBody LocationRequest body) {
        phone.reportPosition(new Geo(body.lat(), body.lng()), body.at());
    }

    record StatusRequest(@NotNull AgentStatus status) {}

    /** @param at when the phone was there */
    record LocationRequest(
            @NotNull @DecimalMin("-90") @DecimalMax("90") Double lat,
            @NotNull @DecimalMin("-180") @DecimalMax("180") Double lng,
            @NotNull Instant at) {}
}
