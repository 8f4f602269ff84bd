package io.joblane.workforce.web;

import io.joblane.http.Versions;
import io.joblane.identity.Staff;
import io.joblane.shared.Page;
import io.joblane.workforce.availability.OwnOrStaff;
import io.joblane.workforce.skill.AgentSkillService;
import io.joblane.workforce.skill.AgentSkillView;
import io.joblane.workforce.skill.Certificate;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What an agent can do. */
@RestController
@RequestMapping("/api/v1/agents/{agentId}/skills")
@Staff
class AgentSkillController {
    private final AgentSkillService skills;

    AgentSkillController(AgentSkillService skills) {
        this.skills = skills;
    }

    /** An agent reads their own. */
    @GetMapping
    @OwnOrStaff
    Page<AgentSkillView> list(@PathVariable UUID agentId) {
        return new Page<>(skills.of(agentId), null);
    }

    /** Gives the agent the skill, or enters another certificate. */
    @PutMapping("/{skillId}")
    ResponseEntity<AgentSkillView> put(
            @PathVariable UUID agentId,
            @PathVariable UUID skillId,
            @Valid @RequestBody CertificateRequest body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        AgentSkillView skill = skills.put(agentId, skillId, body.certificate(), Versions.expected(ifMatch));
        return ResponseEntity.ok().eTag(Versions.etag(skill.version())).body(skill);
    }

    @DeleteMapping("/{skillId}")
    ResponseEntity<Void> remove(
            @PathVariable UUID agentId,
            @PathVariable UUID skillId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        skills.remove(agentId, skillId, Versions.expected(ifMatch));
        return ResponseEntity.noContent().build();
    }

    /** All of it may be left out where the skill needs no certificate. */
    record CertificateRequest(
            @Nullable @Size(max = 80) String certificateNumber,
            @Nullable LocalDate certificateFrom,
            @Nullable LocalDate certificateUntil) {
        private Certificate certificate() {
            return new Certificate(certificateNumber, certificateFrom, certificateUntil);
        }
    }
}
