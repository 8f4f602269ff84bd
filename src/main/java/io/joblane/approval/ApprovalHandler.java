package io.joblane.approval;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One kind of request: how it is shown and how it is applied. Who decides on it is in the decision {@code approvalRouting}. */
public interface ApprovalHandler {
    /** In snake_case, as {@code approvalRouting} names it. Never changed: rows have it. */
    String type();

    /** What would be done, in one line for people, e.g. {@code Update Riverside: phone}. */
    String summary(Proposal proposal);

    /**
     * What it would change, as it is now; empty where that is gone. Not asked of a request that keeps no version. In the deciding
     * transaction it is {@link #lockTarget} that is asked.
     */
    default Optional<Target> target(Proposal proposal) {
        return Optional.empty();
    }

    /** {@link #target}, with its row locked until the transaction ends. */
    default Optional<Target> lockTarget(Proposal proposal) {
        return target(proposal);
    }

    /**
     * Makes the change, in the transaction of the decision. Called once.
     *
     * @param by who agreed last, as audit columns name them
     * @throws io.joblane.shared.Problem 409 where something stands in the way that can be removed: nothing is decided then
     */
    void apply(Proposal proposal, String by);

    /**
     * It has ended without being applied. Joins the transaction that ends it.
     *
     * @param by who ended it, as audit columns name them
     * @param note why, of a rejection
     */
    default void ended(Proposal proposal, ApprovalState as, String by, @Nullable String note) {}
}
