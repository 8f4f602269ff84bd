package io.joblane.job.web;

import io.joblane.database.Transactions;
import io.joblane.engine.TaskAudience;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.engine.Tasks;
import io.joblane.http.Cursor;
import io.joblane.http.Idempotency;
import io.joblane.http.PageQuery;
import io.joblane.identity.AgentOnly;
import io.joblane.identity.Staff;
import io.joblane.job.JobAssignment;
import io.joblane.job.domain.JobTies;
import io.joblane.job.domain.Staffing;
import io.joblane.job.web.JobRequests.Assign;
import io.joblane.job.web.JobRequests.Respond;
import io.joblane.job.web.JobRequests.Withdraw;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Page;
import io.joblane.shared.Problem;
import io.joblane.workforce.AgentAction;
import io.joblane.workforce.AgentView;
import io.joblane.workforce.Agents;
import io.joblane.workforce.SignedInAgent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Who goes to a job: by the office's hand, and by the agents' own answers. */
@RestController
@RequestMapping("/api/v1")
class JobStaffController {
    private final Staffing staffing;
    private final JobTies history;
    private final Tasks tasks;
    private final SignedInAgent self;
    private final Agents agents;
    private final Idempotency idempotency;
    private final Transactions transactions;
    private final JsonMapper json;
    private final Clock clock;

    JobStaffController(
            Staffing staffing,
            JobTies history,
            Tasks tasks,
            SignedInAgent self,
            Agents agents,
            Idempotency idempotency,
            Transactions transactions,
            JsonMapper json,
            Clock clock) {
        this.staffing = staffing;
        this.history = history;
        this.tasks = tasks;
        this.self = self;
        this.agents = agents;
        this.idempotency = idempotency;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    /** @param result {@code done} or {@code already_done} */
    record Answered(String result) {}

    @PostMapping("/jobs/{id}/assign")
    @Staff
    ResponseEntity<?> assign(@PathVariable UUID id, @Valid @RequestBody Assign wish, HttpServletRequest request) {
        // The rules are the engine's to judge by, so they come before the transaction.
        staffing.requireEligible(id, List.of(wish.agentId()), wish.forced());
        return idempotency.once(request, wish, () -> {
            JobAssignment assigned = staffing.assign(id, wish.agentId(), wish.reason(), wish.forced());
            return ResponseEntity.created(URI.create("/api/v1/jobs/" + id + "/assignments"))
                    .body(assigned);
        });
    }

    @DeleteMapping("/jobs/{id}/assignments/{assignmentId}")
    @Staff
    JobAssignment remove(
            @PathVariable UUID id,
            @PathVariable UUID assignmentId,
            @RequestParam @NotBlank @Size(max = 500) String reason) {
        return staffing.remove(id, assignmentId, reason);
    }

    @GetMapping("/jobs/{id}/assignments")
    @Staff
    Page<JobAssignment> assignments(@PathVariable UUID id) {
        return new Page<>(history.assignments(id), null);
    }

    /** The newest first. An agent may ask for their own only. */
    @GetMapping("/assignments/agent/{agentId}")
    @PreAuthorize("@roles.any('admin', 'platform_admin', 'manager', 'dispatcher', 'agent')")
    Page<JobAssignment> ofAgent(@PathVariable UUID agentId, PageQuery page) {
        if (JobViews.byAgent() && !self.may(AgentAction.VIEW_HISTORY).id().equals(agentId)) {
            throw unknownAgent();
        }
        if (agents.find(agentId).isEmpty()) {
            throw unknownAgent();
        }
        Cursor after = page.after();
        List<JobAssignment> found = history.ofAgent(
                agentId, page.fetch(), after == null ? null : after.instant(0), after == null ? null : after.uuid(1));
        return page.page(found, each -> Cursor.of(each.assignedAt(), each.id()));
    }

    private static Problem unknownAgent() {
        return Problem.notFound("agent_unknown", "There is no such agent.");
    }

    /** The same as answering the offer's task: one decision, whichever way it comes. */
    @PostMapping("/jobs/{id}/respond")
    @AgentOnly
    Answered respond(@PathVariable UUID id, @Valid @RequestBody Respond answer) {
        Verdict verdict = transactions.run(() -> {
            AgentView me = self.may(answer.accepts() ? AgentAction.ACCEPT_ASSIGNMENT : AgentAction.VIEW_ASSIGNMENTS);
            UUID offer = history.latestOffer(id, me.id())
                    .orElseThrow(JobViews::unknown)
                    .id();
            TaskAudience audience = TaskAudience.agent(me.id().toString());
            UUID task = tasks.latest(audience, "job.answerOffer", offer)
                    .orElseThrow(() -> Problem.unavailable(
                            "offer_on_its_way",
                            "The offer is being made this moment. Answer it in a second.",
                            Duration.ofSeconds(1)));
            return tasks.tap(
                    audience,
                    new Tasks.Tap(
                            answer.actionId(),
                            task,
                            answer.occurredAt() == null ? clock.instant() : answer.occurredAt(),
                            answer.response(),
                            json.valueToTree(answer.reason() == null ? Map.of() : Map.of("reason", answer.reason()))));
        });
        if (verdict.kind() == Verdict.Kind.NO_LONGER_POSSIBLE) {
            throw Problem.conflict("no_longer_possible", String.valueOf(verdict.reason()));
        }
        return new Answered(LowerCase.of(verdict.kind()));
    }

    @PostMapping("/jobs/{id}/withdraw")
    @AgentOnly
    ResponseEntity<?> withdraw(@PathVariable UUID id, @Valid @RequestBody Withdraw why, HttpServletRequest request) {
        return idempotency.once(
                request,
                why,
                () -> ResponseEntity.ok(staffing.withdraw(
                        id, self.may(AgentAction.VIEW_ASSIGNMENTS).id(), why.reason())));
    }
}
