package io.joblane.approval.role;

import io.joblane.approval.Approvals;
import io.joblane.approval.Difference;
import io.joblane.approval.NewApproval;
import io.joblane.context.CurrentCompany;
import io.joblane.identity.Role;
import io.joblane.identity.RoleChanges;
import io.joblane.identity.RoleChanges.Place;
import io.joblane.shared.Ids;
import io.joblane.shared.Problem;
import java.util.Map;
import java.util.UUID;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where a manager or an admin asks for another role of somebody. */
@Service
@PreAuthorize("@roles.any('admin', 'platform_admin', 'manager')")
public class RoleRequests {
    private final RoleChanges roles;
    private final Approvals approvals;

    RoleRequests(RoleChanges roles, Approvals approvals) {
        this.roles = roles;
        this.approvals = approvals;
    }

    /**
     * @return the request's id
     * @throws Problem 404 {@code user_unknown}, 403 {@code platform_admin_only}, 409 {@code already_submitted}, 422
     *     {@code nothing_to_change}
     */
    @Transactional
    public UUID submit(UUID user, Role role, String reason) {
        Place place = roles.find(user, CurrentCompany.required())
                .orElseThrow(() -> Problem.notFound("user_unknown", "Nobody in your company has this id."));
        if (role == Role.PLATFORM_ADMIN || place.role() == Role.PLATFORM_ADMIN) {
            throw Problem.forbidden(
                    "platform_admin_only", "Only a platform admin can do this to or for a platform admin.");
        }
        if (place.role() == role) {
            throw Problem.unprocessable("nothing_to_change", "The person has this role already.");
        }
        if (approvals.isOpen(RoleChangeHandler.TYPE, user)) {
            throw Problem.conflict("already_submitted", "Another role of this person is asked for already.");
        }
        UUID request = Ids.next();
        approvals.submit(NewApproval.change(
                request,
                RoleChangeHandler.TYPE,
                user,
                place.name(),
                place.version(),
                Difference.between(
                        Map.of(RoleChangeHandler.ROLE, place.role().key()), Map.of(RoleChangeHandler.ROLE, role.key())),
                reason));
        return request;
    }
}
