package io.joblane.approval;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests as the modules see them whose changes they are, and those who tell people of them. */
public interface Approvals {
    /** Puts it before those who decide, in the name of the current actor. Joins the caller's transaction. */
    void submit(NewApproval request);

    /**
     * Takes it back, where nobody was first. Joins the caller's transaction.
     *
     * @return what has become of it
     */
    ApprovalState withdraw(UUID id);

    /** Whether one of that type about that target is open. */
    boolean isOpen(String type, UUID targetId);

    /** Empty for an unknown one. Joins the caller's transaction. */
    Optional<News> news(UUID id);

    /**
     * Those that wait for one of these groups and were not submitted by this person, the oldest first. Joins the caller's
     * transaction.
     *
     * @param most of how many the summaries are wanted
     */
    Queue waitingFor(Set<String> groups, UUID person, int most);

    /**
     * What people are told of a request.
     *
     * @param submittedBy a user's id, or "system"
     * @param group who decides now; null before that is known
     * @param note why it was rejected
     * @param word the last question or answer
     */
    record News(
            UUID id,
            String type,
            @Nullable UUID targetId,
            String summary,
            ApprovalState state,
            String submittedBy,
            @Nullable String group,
            int round,
            @Nullable String note,
            @Nullable Word word) {}

    /** @param isQuestion to who submitted it; else it is their answer to who asked */
    record Word(
            UUID id,
            boolean isQuestion,
            String by,
            String byName,
            String text,
            @Nullable String askedBy) {}

    /** @param groups for which they wait, all of them */
    record Queue(List<Waiting> first, int total, Set<String> groups) {}

    record Waiting(UUID id, String summary) {}
}
