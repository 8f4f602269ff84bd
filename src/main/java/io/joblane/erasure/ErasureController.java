package io.joblane.erasure;

import io.joblane.erasure.Erasure.Kind;
import io.joblane.identity.Admin;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/erasures")
@Admin
class ErasureController {
    private final Erasures erasures;

    ErasureController(Erasures erasures) {
        this.erasures = erasures;
    }

    /**
     * @param id the agent's, the customer's or the user's
     * @param reason kept with the erasure: it names nobody
     * @param dryRun true: says what would be erased, and erases nothing
     */
    record ErasureRequest(
            @NotNull Kind entity,
            @NotNull UUID id,
            @NotBlank @Size(max = 500) String reason,
            @Nullable Boolean dryRun) {}

    /** Erases a person for good. Repeated, it goes on where it broke off, or answers what was erased. */
    @PostMapping
    Erasure erase(@Valid @RequestBody ErasureRequest body) {
        return erasures.erase(body.entity(), body.id(), body.reason().strip(), Boolean.TRUE.equals(body.dryRun()));
    }
}
