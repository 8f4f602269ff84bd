package io.joblane.mobile.sync;

import io.joblane.identity.AgentOnly;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** A phone that was away: what changed, and what was done with it. */
@RestController
@RequestMapping("/api/v1/mobile/sync")
@AgentOnly
class SyncController {
    private static final int MOST = 200;

    private final Sync sync;
    private final PhoneActions actions;

    SyncController(Sync sync, PhoneActions actions) {
        this.sync = sync;
        this.actions = actions;
    }

    /** Everything, or with {@code since}, the {@code next} of an earlier answer, what may have changed after it. */
    @GetMapping
    SyncAnswer since(@RequestParam @Nullable @Size(max = 1000) String since) {
        return sync.since(since);
    }

    /**
     * Actions in any order; they are done in the order of {@code occurredAt}. Fields of each: {@code actionId}, {@code
     * occurredAt}, {@code kind}; with kind {@code task} {@code outcome}, {@code data}, and {@code taskId} or {@code taskType} and
     * {@code about}; with {@code location} {@code lat} and {@code lng}; with {@code notification_read} {@code notificationId}; with
     * {@code status} {@code status}; with {@code availability} {@code date}, {@code available}, {@code away}, {@code notes}.
     */
    @PostMapping("/actions")
    Answers apply(@Valid @RequestBody Batch batch) {
        return new Answers(actions.apply(batch.actions()));
    }

    /** @param actions 1 to 200; one that is wrong does not stop the others */
    record Batch(@NotNull @Size(min = 1, max = MOST) List<@NotNull JsonNode> actions) {}

    /** @param answers one for each action, in the order in which they came */
    record Answers(List<ActionAnswer> answers) {}
}
