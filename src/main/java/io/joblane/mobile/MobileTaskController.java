package io.joblane.mobile;

import io.joblane.engine.TaskAudience;
import io.joblane.http.PageQuery;
import io.joblane.identity.AgentOnly;
import io.joblane.mobile.TaskViews.Tap;
import io.joblane.mobile.TaskViews.TapAnswer;
import io.joblane.mobile.TaskViews.TaskView;
import io.joblane.shared.Page;
import io.joblane.workforce.AgentAction;
import io.joblane.workforce.SignedInAgent;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** An agent's tasks and taps. */
@RestController
@RequestMapping("/api/v1/mobile/tasks")
@AgentOnly
class MobileTaskController {
    private static final int LONGEST_WAIT_SECONDS = 30;

    private final TaskViews tasks;
    private final SignedInAgent self;

    MobileTaskController(TaskViews tasks, SignedInAgent self) {
        this.tasks = tasks;
        this.self = self;
    }

    /**
     * With {@code wait} and the {@code ETag} of an earlier answer in {@code If-None-Match}, answers when the list is another
     * one, or 304 when it still is the same after so many seconds: a phone learns of a new task at once and asks seldom.
     */
    @GetMapping
    ResponseEntity<Page<TaskView>> list(
            PageQuery page,
            @RequestParam(defaultValue = "0") @Min(0) @Max(LONGEST_WAIT_SECONDS) int wait,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known) {
        Page<TaskView> open = tasks.openOtherThan(
                known, () -> audience(AgentAction.VIEW_ASSIGNMENTS), page, Duration.ofSeconds(wait));
        // Spring makes it a 304 where the tag is the known one.
        return ResponseEntity.ok().eTag(TaskViews.tag(open)).body(open);
    }

    @GetMapping("/{id}")
    TaskView get(@PathVariable UUID id) {
        return tasks.get(audience(AgentAction.VIEW_ASSIGNMENTS), id);
    }

    @PostMapping("/{id}/complete")
    TapAnswer complete(@PathVariable UUID id, @Valid @RequestBody Tap tap) {
        // To decline a trip is to look at it; everything else that can be answered to a task is work.
        AgentAction action = "declined".equals(tap.outcome()) ? AgentAction.VIEW_ASSIGNMENTS : AgentAction.UPDATE_TRIP;
        return tasks.tap(() -> audience(action), id, tap);
    }

    private TaskAudience audience(AgentAction action) {
        return TaskAudience.agent(self.may(action).id().toString());
    }
}
