package io.joblane.workforce;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * One kind of what agents must keep valid: certificates of skills, papers. A bean of this type has its agents reminded of what
 * ends soon; when they are is in the decision {@code expiryReminders}. Each call joins the caller's transaction.
 */
public interface ProofSource {
    /** As the decision knows it, e.g. {@code certificate}. */
    String kind();

    /** Those whose last day is one of these days, both included. */
    List<Proof> endingBetween(LocalDate first, LocalDate last);

    /**
     * Something that is valid for some time.
     *
     * @param name what the agent calls it
     * @param until the last day on which it is valid
     */
    record Proof(UUID id, UUID agentId, String name, LocalDate until) {}
}
