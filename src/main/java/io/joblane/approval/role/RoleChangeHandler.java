package io.joblane.approval.role;

import io.joblane.approval.Proposal;
import io.joblane.approval.RemoteApprovalHandler;
import io.joblane.approval.Target;
import io.joblane.context.CurrentCompany;
import io.joblane.identity.Role;
import io.joblane.identity.RoleChanges;
import io.joblane.shared.LowerCase;
import io.joblane.shared.Problem;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Another role of somebody in the company. */
@Component
class RoleChangeHandler implements RemoteApprovalHandler {
    static final String TYPE = "role_change";
    static final String ROLE = "role";

    private final RoleChanges roles;

    RoleChangeHandler(RoleChanges roles) {
        this.roles = roles;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String summary(Proposal proposal) {
        return "Make " + proposal.targetName() + " " + proposal.difference().text(ROLE);
    }

    @Override
    public Optional<Target> target(Proposal proposal) {
        return roles.find(proposal.requireTarget(), CurrentCompany.required())
                .map(place ->
                        new Target(place.version(), Map.of(ROLE, place.role().key())));
    }

    /** @throws Problem 409 {@code last_admin} */
    @Override
    public void apply(Proposal proposal, String by) {
        if (roles.isLastAdmin(proposal.requireTarget(), CurrentCompany.required(), wanted(proposal))) {
            throw Problem.conflict("last_admin", "The company would have no admin. Make somebody else one first.");
        }
    }

    @Override
    public Applied applyThere(Proposal proposal) {
        int seen = Optional.ofNullable(proposal.targetVersion()).orElseThrow();
        return switch (roles.change(proposal.requireTarget(), CurrentCompany.required(), seen, wanted(proposal))) {
            case DONE -> Applied.DONE;
            case CHANGED_SINCE -> Applied.TARGET_CHANGED;
            case NO_PLACE, LAST_ADMIN -> Applied.IMPOSSIBLE;
        };
    }

    private static Role wanted(Proposal proposal) {
        return LowerCase.parse(Role.class, String.valueOf(proposal.difference().text(ROLE)));
    }
}
