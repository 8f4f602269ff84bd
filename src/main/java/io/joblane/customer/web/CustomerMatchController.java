package io.joblane.customer.web;

import io.joblane.customer.sync.CustomerMatch.State;
import io.joblane.customer.sync.CustomerMatches;
import io.joblane.customer.sync.CustomerMatches.Shown;
import io.joblane.http.Cursor;
import io.joblane.http.PageQuery;
import io.joblane.http.Versions;
import io.joblane.shared.Page;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Customers that are the same in two companies, for who is a manager or an admin in both. */
@RestController
@RequestMapping("/api/v1/customer-matches")
@PreAuthorize("@roles.any('admin', 'platform_admin', 'manager')")
class CustomerMatchController {
    private final CustomerMatches matches;

    CustomerMatchController(CustomerMatches matches) {
        this.matches = matches;
    }

    /** @param same whether it is the same customer */
    record Verdict(@NotNull Boolean same) {}

    record Found(int proposed) {}

    /** The newest first. */
    @GetMapping
    Page<Shown> list(@RequestParam(required = false) @Nullable State state, PageQuery page) {
        Cursor after = page.after();
        return page.page(
                matches.page(state, after == null ? null : after.uuid(0), page.fetch()),
                shown -> Cursor.of(shown.match().id()));
    }

    /** Compares names and addresses; what was compared before is proposed no more. */
    @PostMapping("/search")
    Found search() {
        return new Found(matches.search());
    }

    @PutMapping("/{id}")
    ResponseEntity<Shown> decide(
            @PathVariable UUID id,
            @Valid @RequestBody Verdict body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        Shown decided = matches.decide(id, body.same(), Versions.required(ifMatch));
        return ResponseEntity.ok()
                .eTag(Versions.etag(decided.match().version()))
                .body(decided);
    }
}
