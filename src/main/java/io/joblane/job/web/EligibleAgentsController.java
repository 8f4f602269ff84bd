package io.joblane.job.web;

import io.joblane.identity.Staff;
import io.joblane.job.domain.Eligibility;

import io.joblane.shared.Page;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who can go to a job, and why the others cannot. */
@RestController
@RequestMapping("/api/v1/jobs/{id}/eligible-agents")
@Staff
class EligibleAgentsController {
    private final Eligibility eligibility;

    EligibleAgentsController(Eligibility eligibility) {
        this.eligibility = eligibility;
    }

    /** Every agent as the rules judge them now, nearest first, in one page; nothing is decided and nobody is asked. */
    @GetMapping
    Page<Eligibility.Line> all(@PathVariable UUID id) {
        return new Page<>(eligibility.report(id), null);
    }
}
