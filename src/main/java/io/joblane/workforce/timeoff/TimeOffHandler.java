package io.joblane.workforce.timeoff;

import io.joblane.approval.ApprovalHandler;
import io.joblane.approval.ApprovalState;
import io.joblane.approval.Proposal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Days off that an agent asks for. The request for them has the same id as its approval, and ends with it. */
@Component
class TimeOffHandler implements ApprovalHandler {
    static final String TYPE = "time_off";
    static final String FIRST_DAY = "firstDay";
    static final String LAST_DAY = "lastDay";

    private final TimeOffDesk desk;

    TimeOffHandler(TimeOffDesk desk) {
        this.desk = desk;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String summary(Proposal proposal) {
        String first = proposal.difference().text(FIRST_DAY);
        String last = proposal.difference().text(LAST_DAY);
        return "Time off for " + proposal.targetName() + ", " + first
                + (String.valueOf(first).equals(last) ? "" : " to " + last);
    }

    /** @throws io.joblane.shared.Problem 409 {@code time_off_conflict} with the {@code dates} on which the agent has work */
    @Override
    public void apply(Proposal proposal, String by) {
        desk.approve(proposal.id(), by);
    }

    @Override
    public void ended(Proposal proposal, ApprovalState as, String by, @Nullable String note) {
        switch (as) {
            case REJECTED -> desk.end(proposal.id(), TimeOffStatus.REJECTED, by, note);
            case LAPSED -> desk.end(proposal.id(), TimeOffStatus.LAPSED, by, null);
            case WITHDRAWN -> desk.end(proposal.id(), TimeOffStatus.WITHDRAWN, by, null);
            default -> throw new IllegalStateException("A request for time off does not become " + as);
        }
    }
}
