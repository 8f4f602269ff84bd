package io.joblane.mobile;

import io.joblane.context.CurrentActor;
import io.joblane.engine.TaskAudience;
import io.joblane.http.PageQuery;
import io.joblane.identity.Staff;
import io.joblane.mobile.TaskViews.Tap;
import io.joblane.mobile.TaskViews.TapAnswer;
import io.joblane.mobile.TaskViews.TaskView;
import io.joblane.shared.Page;
import jakarta.validation.Valid;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tasks of the office, e.g. "Assign an agent by hand": managers see the dispatchers' too, admins all. */
@RestController
@RequestMapping("/api/v1/tasks")
@Staff
class OfficeTaskController {
    private final TaskViews tasks;

    OfficeTaskController(TaskViews tasks) {
        this.tasks = tasks;
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
        return tasks.tap(OfficeTaskController::audience, id, tap);
    }

    private static TaskAudience audience() {
        Set<String> groups = new HashSet<>(CurrentActor.get().roles());
        groups.add("dispatcher");
        if (groups.contains("admin") || groups.contains("platform_admin")) {
            groups.addAll(Set.of("admin", "manager"));
        }
        return TaskAudience.groups(groups);
    }
}
