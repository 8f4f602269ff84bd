package io.joblane.mobile.sync;

import io.joblane.identity.AgentOnly;
import io.joblane.mobile.sync.ActionAnswer.Result;
import io.joblane.shared.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.JsonNode;

/**
 * Does what was queued on a phone: in the order in which it happened, whatever the order it came in, each in a transaction of
 * its own and with an answer of its own. Sent twice it is done once.
 */
@Service
class PhoneActions {
    private static final Logger log = LoggerFactory.getLogger(PhoneActions.class);
    /** What was answered is remembered for 30 days; an older action might be done twice. */
    private static final Duration OLDEST = Duration.ofDays(29);

    private final ActionReader reader;
    private final TaskActions tasks;
    private final OtherActions others;
    private final Clock clock;

    PhoneActions(ActionReader reader, TaskActions tasks, OtherActions others, Clock clock) {
        this.reader = reader;
        this.tasks = tasks;
        this.others = others;
        this.clock = clock;
    }

    /** @return an answer for each, in the order of the actions */
    @AgentOnly
    List<ActionAnswer> apply(List<JsonNode> actions) {
        record Placed(int place, PhoneAction action) {}
        ActionAnswer[] answers = new ActionAnswer[actions.size()];
        List<Placed> readable = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            ActionReader.Read read = reader.read(actions.get(i));
            if (read.action() == null) {
                answers[i] = read.refusal();
            } else {
                readable.add(new Placed(i, read.action()));
            }
        }
        // By the phone's own clock, however wrong it is: between its actions it is right.
        readable.sort(Comparator.comparing((Placed placed) -> placed.action().occurredAt()));
        Patience patience = new Patience();
        readable.forEach(placed -> answers[placed.place()] = apply(placed.action(), patience));
        return Arrays.asList(answers);
    }

    private ActionAnswer apply(PhoneAction action, Patience patience) {
        Instant now = clock.instant();
        if (action.occurredAt().isAfter(now)) {
            return attempt(action.at(now), patience).countedAs(now);
        }
        if (action.occurredAt().isBefore(now.minus(OLDEST))) {
            return ActionAnswer.noLongerPossible(
                    action.actionId(), "This was more than " + OLDEST.toDays() + " days ago.");
        }
        return attempt(action, patience);
    }

    private ActionAnswer attempt(PhoneAction action, Patience patience) {
        try {
            return action.kind() == PhoneAction.Kind.TASK ? tasks.apply(action, patience) : others.apply(action);
        } catch (Problem problem) {
            return ActionAnswer.of(action.actionId(), problem);
        } catch (DataAccessException | TransactionException e) {
            log.warn("A {} action of a phone failed and is to come again", action.kind(), e);
            return ActionAnswer.of(
                    action.actionId(),
                    Result.NOT_YET,
                    "try_again",
                    "This could not be done now. It will be tried again.");
        }
    }
}
