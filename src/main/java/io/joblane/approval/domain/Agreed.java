package io.joblane.approval.domain;

import java.util.List;

/** Who asked for a change and who agreed to it: kept with the request, and so in its audit entry. */
record Agreed(Named submitter, List<Named> approvers) {
    /** @param id a user's id, or "system" */
    record Named(String id, String name) {}
}
