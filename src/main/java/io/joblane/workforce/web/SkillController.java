package io.joblane.workforce.web;

import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.http.Versions;
import io.joblane.identity.Office;
import io.joblane.identity.Staff;
import io.joblane.shared.Page;
import io.joblane.workforce.skill.ExpiringSkill;
import io.joblane.workforce.skill.SkillService;
import io.joblane.workforce.skill.SkillView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The company's skills, and the certificates that end soon. */
@RestController
@RequestMapping("/api/v1/skills")
@Staff
class SkillController {
    private final SkillService skills;
    private final Idempotency idempotency;

    SkillController(SkillService skills, Idempotency idempotency) {
        this.skills = skills;
        this.idempotency = idempotency;
    }

    @GetMapping
    @Office
    Page<SkillView> list(PageQuery page) {
        Cursor after = page.after();
        return page.page(
                skills.page(after == null ? null : after.uuid(0), page.fetch()), skill -> Cursor.of(skill.id()));
    }

    /** The first to end first; those that have ended lead the list. */
    @GetMapping("/expiring")
    @Office
    Page<ExpiringSkill> expiring(@RequestParam(defaultValue = "30") @Min(0) @Max(730) int days, PageQuery page) {
        Cursor after = page.after();
        return page.page(
                skills.expiring(
                        days, after == null ? null : after.date(0), after == null ? null : after.uuid(1), page.fetch()),
                skill -> Cursor.of(skill.certificateUntil(), skill.id()));
    }

    @PostMapping
    ResponseEntity<?> add(@Valid @RequestBody SkillRequest body, HttpServletRequest request) {
        return idempotency.once(request, body, () -> {
            SkillView added = skills.add(body.name(), body.needsCertificate());
            return ResponseEntity.created(URI.create("/api/v1/skills/" + added.id()))
                    .eTag(Versions.etag(added.version()))
                    .body(added);
        });
    }

    @GetMapping("/{id}")
    @Office
    ResponseEntity<SkillView> get(@PathVariable UUID id) {
        return tagged(skills.get(id));
    }

    @PutMapping("/{id}")
    ResponseEntity<SkillView> change(
            @PathVariable UUID id,
            @Valid @RequestBody SkillRequest body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return tagged(skills.change(id, body.name(), body.needsCertificate(), Versions.expected(ifMatch)));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        skills.delete(id, Versions.expected(ifMatch));
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<SkillView> tagged(SkillView skill) {
        return ResponseEntity.ok().eTag(Versions.etag(skill.version())).body(skill);
    }

    record SkillRequest(
            @NotBlank @Size(max = 80) String name, @NotNull Boolean needsCertificate) {}
}
