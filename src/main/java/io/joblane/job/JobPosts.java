package io.joblane.job;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Posts jobs, in two steps because the limits are a decision's, for which no transaction may wait. */
public interface JobPosts {
    /** A job that is checked but not stored. */
    interface Draft {
        JobOrder order();
    }

    /**
     * Called outside any transaction.
     *
     * @throws io.joblane.shared.Problem 422 for what cannot be: a time that has passed, an unknown skill, lead agent or customer
     */
    Draft draft(JobOrder order, @Nullable UUID copiedFrom, @Nullable UUID recurrenceId);

    /** Stores the draft and starts its process, in the caller's transaction or one of its own. */
    JobView post(Draft draft);
}
