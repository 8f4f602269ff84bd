package io.joblane.workforce;

import static io.joblane.workforce.AgentStatus.ACTIVE;
import static io.joblane.workforce.AgentStatus.OFF_DUTY;
import static io.joblane.workforce.AgentStatus.ON_BREAK;

import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import java.util.EnumSet;
import java.util.Set;

/**
 * What an agent may do, and in which working state: the whole table. Always with their own rows only, which every query and
 * PostgreSQL itself see to. Changing the working state is open in each of them.
 */
public enum AgentAction {
    VIEW_PROFILE(ACTIVE, ON_BREAK),
    VIEW_ASSIGNMENTS(ACTIVE, ON_BREAK),
    ACCEPT_ASSIGNMENT(ACTIVE),
    UPDATE_TRIP(ACTIVE),
    UPLOAD_PHOTOS(ACTIVE),
    VIEW_HISTORY(ACTIVE, ON_BREAK, OFF_DUTY),
    UPDATE_LOCATION(ACTIVE),
    REQUEST_TIME_OFF(ACTIVE),
    VIEW_EARNINGS(ACTIVE, ON_BREAK, OFF_DUTY),
    KEEP_DOCUMENTS(ACTIVE, ON_BREAK, OFF_DUTY),
    MESSAGE_DISPATCH(ACTIVE, ON_BREAK, OFF_DUTY);

    private final Set<AgentStatus> allowed;

    AgentAction(AgentStatus first, AgentStatus... more) {
        this.allowed = EnumSet.of(first, more);
    }

    public boolean isAllowed(AgentStatus status) {
        return allowed.contains(status);
    }

    /** @throws Problem 403 {@code agent_status} */
    public void require(AgentStatus status) {
        if (!isAllowed(status)) {
            throw Problem.forbidden(
                    "agent_status",
                    "You are " + LowerCase.of(status).replace('_', ' ')
                            + ". Set yourself active (PUT /api/v1/mobile/status) and try again; nothing is lost.");
        }
    }
}
