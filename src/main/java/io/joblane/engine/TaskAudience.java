package io.joblane.engine;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose tasks somebody may see and do: those assigned to them, and those of their groups.
 *
 * @param assignee an agent's id; null for staff
 * @param groups candidate groups, e.g. {@code dispatcher}
 */
public record TaskAudience(@Nullable String assignee, Set<String> groups) {
    public static TaskAudience agent(String agentId) {
        return new TaskAudience(agentId, Set.of());
    }

    public static TaskAudience groups(Set<String> groups) {
        return new TaskAudience(null, groups);
    }

    public boolean mayAct(OpenTask task) {
        return (assignee != null && assignee.equals(task.assignee()))
                || task.candidateGroups().stream().anyMatch(groups::contains);
    }
}
