package io.joblane.workforce.web;

import io.joblane.context.CurrentCompany;
import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.http.Versions;
import io.joblane.identity.Staff;
import io.joblane.identity.User;
import io.joblane.identity.Users;
import io.joblane.shared.Page;
import io.joblane.workforce.AgentStatus;
import io.joblane.workforce.AgentView;
import io.joblane.workforce.NewAgent;
import io.joblane.workforce.domain.AgentChange;
import io.joblane.workforce.domain.AgentService;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
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
@RequestMapping("/api/v1/agents")
@Staff
class AgentController {
    private final AgentService agents;
    private final Users users;
    private final Idempotency idempotency;

    AgentController(AgentService agents, Users users, Idempotency idempotency) {
        this.agents = agents;
        this.users = users;
        this.idempotency = idempotency;
    }

    @GetMapping
    Page<AgentView> list(@RequestParam(required = false) @Nullable AgentStatus status, PageQuery page) {
        Cursor after = page.after();
        return page.page(
                agents.page(status, after == null ? null : after.uuid(0), page.fetch()),
                agent -> Cursor.of(agent.id()));
    }

    /** A user of this company with the same e-mail address becomes the agent's login. */
    @PostMapping
    ResponseEntity<?> create(@Valid @RequestBody NewAgentRequest body, HttpServletRequest request) {
        UUID login = users.findByEmail(body.email())
                .filter(user -> user.in(CurrentCompany.required()).isPresent())
                .map(User::id)
                .orElse(null);
        return idempotency.once(request, body, () -> {
            AgentView added = agents.get(agents.add(body.agent(login)));
            return ResponseEntity.created(URI.create("/api/v1/agents/" + added.id()))
                    .eTag(Versions.etag(added.version()))
                    .body(added);
        });
    }

    @GetMapping("/{id}")
    ResponseEntity<AgentView> read(@PathVariable UUID id) {
        return tagged(agents.get(id));
    }

    @PatchMapping("/{id}")
    ResponseEntity<AgentView> change(
            @PathVariable UUID id,
            @Valid @RequestBody AgentChangeRequest body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return tagged(agents.change(id, body.change(), Versions.expected(ifMatch)));
    }

    @DeleteMapping("/{id}/vehicle")
    ResponseEntity<AgentView> takeVehicle(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return tagged(agents.takeVehicle(id, Versions.expected(ifMatch)));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        agents.delete(id, Versions.expected(ifMatch));
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<AgentView> tagged(AgentView agent) {
        return ResponseEntity.ok().eTag(Versions.etag(agent.version())).body(agent);
    }

    record NewAgentRequest(
            @NotBlank @Size(max = 120) String name,
            @NotNull @Email @Size(max = 200) String email,
            @NotBlank @Size(max = 40) String phone,
            @Nullable AgentStatus status,
            @Valid @Nullable Position home,
            @Nullable UUID currentVehicleId) {
        private NewAgent agent(@Nullable UUID login) {
            return new NewAgent(
                    login,
                    name,
                    email,
                    phone,
                    status == null ? AgentStatus.OFF_DUTY : status,
                    home == null ? null : home.geo(),
                    currentVehicleId);
        }
    }

    /** A field that is missing or null stays as it is. */
    record AgentChangeRequest(
            @Pattern(regexp = NOT_BLANK, message = "must not be blank") @Size(max = 120) @Nullable String name,

            @Email @Size(min = 3, max = 200) @Nullable String email,

            @Pattern(regexp = NOT_BLANK, message = "must not be blank") @Size(max = 40) @Nullable String phone,

            @Nullable AgentStatus status,
            @Valid @Nullable Position home,
            @Nullable UUID currentVehicleId) {
        private static final String NOT_BLANK = "(?s).*\\S.*";

        private AgentChange change() {
            return new AgentChange(name, email, phone, status, home == null ? null : home.geo(), currentVehicleId);
        }
    }
}
