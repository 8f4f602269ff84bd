package io.joblane.approval;

/**
 * A kind of request whose target is in another database. No transaction spans two, so that the process applies it once the
 * decision has committed; {@link #apply} only says whether something stands in the way.
 */
public interface RemoteApprovalHandler extends ApprovalHandler {
    /** What became of it. */
    enum Applied {
        DONE,
        /** It is another one than the approvers saw: they are asked again. */
        TARGET_CHANGED,
        IMPOSSIBLE
    }

    /** Makes the change. Called outside any transaction, and again where nobody knows whether it was made: then it answers DONE. */
    Applied applyThere(Proposal proposal);
}
