package io.joblane.mobile.sync;

import io.joblane.database.Transactions;
import io.joblane.engine.TaskAudience;
import io.joblane.engine.TaskStep.Verdict;
import io.joblane.engine.Tasks;
import io.joblane.mobile.sync.ActionAnswer.Result;
import io.joblane.shared.Problem;
import io.joblane.workforce.AgentAction;
import io.joblane.workforce.SignedInAgent;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Taps that were made without a network. */
@Component
class TaskActions {
    private static final Duration JUST_NOW = Duration.ofMinutes(1);

    private final Tasks tasks;
    private final SignedInAgent self;
    private final WhyNot why;
    private final Transactions transactions;
    private final JsonMapper json;
    private final Clock clock;

    TaskActions(Tasks tasks, SignedInAgent self, WhyNot why, Transactions transactions, JsonMapper json, Clock clock) {
        this.tasks = tasks;
        this.self = self;
        this.why = why;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    ActionAnswer apply(PhoneAction action, Patience patience) {
        UUID agent = self.get().id();
        @Nullable UUID task = action.taskId() != null ? action.taskId() : find(action, agent, patience);
        if (task == null) {
            return why.notHere(agent, Objects.requireNonNull(action.about()))
                    .map(reason -> ActionAnswer.noLongerPossible(action.actionId(), reason))
                    .orElseGet(() -> ActionAnswer.of(
                            action.actionId(),
                            Result.NOT_YET,
                            "step_before_missing",
                            "This step is not open yet: the one before is missing."));
        }
        try {
            return answer(action, agent, task, tap(action, task));
        } catch (Problem problem) {
            if (problem.status() != 404) {
                throw problem;
            }
            return ActionAnswer.noLongerPossible(
                    action.actionId(), why.gone(agent, task).orElse("There is no such task of yours any more."));
        }
    }

    /** The task of the step, which the engine may only be about to open. */
    private @Nullable UUID find(PhoneAction action, UUID agent, Patience patience) {
        TaskAudience audience = TaskAudience.agent(agent.toString());
        String type = Objects.requireNonNull(action.taskType());
        UUID about = Objects.requireNonNull(action.about());
        Patience.Wait wait = patience.begin();
        while (true) {
            Tasks.Watch watch = tasks.watch(audience);
            // Asked first: what is opened between the two looks is found by the second.
            boolean comes = why.nextStepComes(agent, about, clock.instant().minus(JUST_NOW));
            Optional<UUID> found = tasks.latest(audience, type, about);
            Duration left = wait.left();
            if (found.isPresent() || !comes || !left.isPositive()) {
                return found.orElse(null);
            }
            try {
                watch.await(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
    }

    private Verdict tap(PhoneAction action, UUID task) {
        String outcome = Objects.requireNonNull(action.outcome());
        // As for a tap that comes at once: to decline is to look.
        AgentAction needed = outcome.equals("declined") ? AgentAction.VIEW_ASSIGNMENTS : AgentAction.UPDATE_TRIP;
        return transactions.run(() -> tasks.tap(
                TaskAudience.agent(self.may(needed).id().toString()),
                new Tasks.Tap(
                        action.actionId(),
                        task,
                        action.occurredAt(),
                        outcome,
                        action.data() == null ? json.createObjectNode() : action.data())));
    }

    private ActionAnswer answer(PhoneAction action, UUID agent, UUID task, Verdict verdict) {
        if (verdict.kind() != Verdict.Kind.NO_LONGER_POSSIBLE) {
            return ActionAnswer.of(
                    action.actionId(), Result.valueOf(verdict.kind().name()), null, null);
        }
        return ActionAnswer.noLongerPossible(
                action.actionId(), why.ended(agent, task).orElse(String.valueOf(verdict.reason())));
    }
}
