package io.joblane.mobile;

import io.joblane.engine.TaskAudience;
import io.joblane.http.PageQuery;
import io.joblane.identity.AgentOnly;
import io.joblane.mobile.TaskViews.Tap;
import io.joblane.mobile.TaskViews.TapAnswer;
import io.joblane.mobile.TaskViews.TaskView;
import io.joblane.shared.Page;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** An agent's tasks and taps. */
@RestController
@RequestMapping("/api/v1/mobile/tasks")
@AgentOnly
class MobileTaskController {
    private final TaskViews tasks;
    private final SignedInAgent self;

    MobileTaskController(TaskViews tasks, SignedInAgent self) {
        this.tasks = tasks;
        this.self = self;
    }

    @GetMapping
    Page<TaskView> list(PageQuery page) {
        return tasks.open(audience(), page);
    }

    @GetMapping("/{id}")
    TaskView get(@PathVariable UUID id) {
        return tasks.get(audience(), id);
    }

    @PostMapping("/{id}/complete")
    TapAnswer complete(@PathVariable UUID id, @Valid @RequestBody Tap tap) {
        return tasks.tap(audience(), id, tap);
    }

    private TaskAudience audience() {
        return TaskAudience.agent(self.get().id().toString());
    }
}
